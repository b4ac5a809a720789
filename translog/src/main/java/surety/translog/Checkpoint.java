package surety.translog;

import java.security.PrivateKey;
import java.util.List;

/// What a log is at one moment (C2SP tlog-checkpoint): the text of a signed note with the log's
/// origin, its size in decimal and its root in base64, a line each.
///
/// @param origin names the log, and is the name of the key that signs it
/// @param size number of leaves
/// @param root over these leaves
/// @param extension further lines, usually none
public record Checkpoint(String origin, long size, Hash root, List<String> extension) {
  private static final int FIXED_LINES = 3;

  /// Refuses what no checkpoint can hold.
  public Checkpoint {
    if (origin.isEmpty()) {
      throw new IllegalArgumentException("a checkpoint has an origin");
    }
    TreeSize.require(size);
    extension = List.copyOf(extension);
    if (extension.stream().anyMatch(line -> line.isEmpty() || line.contains("\n"))) {
      throw new IllegalArgumentException("extension lines are not empty");
    }
  }

  /// The checkpoint of a log as it is now.
  public static Checkpoint of(String origin, MerkleLog log) {
    return new Checkpoint(origin, log.size(), log.root(), List.of());
  }

  /// Reads the text of a note.
  ///
  /// @throws IllegalArgumentException if it is no checkpoint
  public static Checkpoint parse(String text) {
    List<String> lines = List.of(text.split("\n", -1));
    if (!text.endsWith("\n") || lines.size() <= FIXED_LINES) {
      throw new IllegalArgumentException("a checkpoint has an origin, a size and a root");
    }
    return new Checkpoint(
        lines.getFirst(),
        TreeSize.parse(lines.get(1)),
        Hash.fromBase64(lines.get(2)),
        lines.subList(FIXED_LINES, lines.size() - 1));
  }

  /// Reads a note and checks that the log itself signed it.
  ///
  /// @throws IllegalArgumentException if it is no checkpoint, of another origin or not signed by
  ///     this key
  public static Checkpoint verified(String note, NoteKey key) {
    SignedNote signed = SignedNote.parse(note);
    if (!signed.isSignedBy(key)) {
      throw new IllegalArgumentException("the checkpoint is not signed by " + key.name());
    }
    Checkpoint checkpoint = parse(signed.text());
    if (!checkpoint.origin().equals(key.name())) {
      throw new IllegalArgumentException("the checkpoint is of another log");
    }
    return checkpoint;
  }

  /// The text that is signed.
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(origin).append('\n').append(size).append('\n').append(root.base64()).append('\n');
    extension.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /// Signs it in the log's name.
  public SignedNote sign(NoteKey key, PrivateKey privateKey) {
    if (!origin.equals(key.name())) {
      throw new IllegalArgumentException("a log signs with a key of its own name");
    }
    return SignedNote.sign(text(), key, privateKey);
  }
}
