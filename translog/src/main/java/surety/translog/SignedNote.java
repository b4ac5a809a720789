package surety.translog;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// A text with signatures (C2SP signed-note): the text, an empty line, and one line per signature,
/// `— name base64`, where the base64 holds the key's id and an Ed25519 signature of the text.
///
/// @param text ends with a line feed
/// @param signatures in the order of their lines
public record SignedNote(String text, List<NoteSignature> signatures) {
  private static final String SIGNATURE_START = "\u2014 ";
  private static final int MOST_SIGNATURES = 100;

  /// Refuses a text that no note can have.
  public SignedNote {
    if (!text.endsWith("\n") || text.chars().anyMatch(SignedNote::isControl)) {
      throw new IllegalArgumentException("a note's text is lines without control characters");
    }
    signatures = List.copyOf(signatures);
  }

  /// Signs a text.
  ///
  /// @param privateKey belongs to `key`
  public static SignedNote sign(String text, NoteKey key, PrivateKey privateKey) {
    byte[] signature = Ed25519.sign(privateKey, text.getBytes(StandardCharsets.UTF_8));
    return new SignedNote(text, List.of(NoteSignature.of(key, signature)));
  }

  /// Reads a note. Its signatures are not checked.
  ///
  /// @throws IllegalArgumentException if it has no signatures, or a line of another form among them
  public static SignedNote parse(String note) {
    int end = note.lastIndexOf("\n\n");
    if (end < 0 || !note.endsWith("\n")) {
      throw new IllegalArgumentException("a note has a text, an empty line and signatures");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (String line : note.substring(end + 2).split("\n", -1)) {
      if (!line.isEmpty()) {
        signatures.add(signature(line));
      }
    }
    if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
      throw new IllegalArgumentException("signatures of the note: " + signatures.size());
    }
    return new SignedNote(note.substring(0, end + 1), signatures);
  }

  /// Whether the holder of `key` signed this text. Signatures by others do not matter.
  public boolean isSignedBy(NoteKey key) {
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    return signatures.stream()
        .filter(signature -> signature.claims(key))
        .anyMatch(signature -> Ed25519.verifies(key.key(), message, signature.bytes()));
  }

  /// The note as it is kept and sent.
  public String encoded() {
    StringBuilder note = new StringBuilder(text).append('\n');
    for (NoteSignature signature : signatures) {
      note.append(SIGNATURE_START)
          .append(signature.name())
          .append(' ')
          .append(signature.base64())
          .append('\n');
    }
    return note.toString();
  }

  private static NoteSignature signature(String line) {
    int space = line.lastIndexOf(' ');
    if (!line.startsWith(SIGNATURE_START) || space <= SIGNATURE_START.length()) {
      throw new IllegalArgumentException("not a signature line");
    }
    return new NoteSignature(
        line.substring(SIGNATURE_START.length(), space), line.substring(space + 1));
  }

  private static boolean isControl(int letter) {
    return letter != '\n' && Character.isISOControl(letter);
  }

  /// One signature line.
  ///
  /// @param name of the key
  /// @param base64 of the key's id, 4 bytes, and the signature
  public record NoteSignature(String name, String base64) {

    /// Refuses what is no signature.
    public NoteSignature {
      if (Base64.getDecoder().decode(base64).length <= NoteKey.ID_BYTES) {
        throw new IllegalArgumentException("a signature has more than an id");
      }
    }

    static NoteSignature of(NoteKey key, byte[] signature) {
      byte[] all = Arrays.copyOf(key.id(), NoteKey.ID_BYTES + signature.length);
      System.arraycopy(signature, 0, all, NoteKey.ID_BYTES, signature.length);
      return new NoteSignature(key.name(), Base64.getEncoder().encodeToString(all));
    }

    boolean claims(NoteKey key) {
      byte[] id = Arrays.copyOf(Base64.getDecoder().decode(base64), NoteKey.ID_BYTES);
      return name.equals(key.name()) && Arrays.equals(id, key.id());
    }

    byte[] bytes() {
      byte[] all = Base64.getDecoder().decode(base64);
      return Arrays.copyOfRange(all, NoteKey.ID_BYTES, all.length);
    }
  }
}
