package surety.translog;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

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
    return new SignedNote(text, List.of(NoteSignature.of(key.verifierKey(), signature)));
  }

  /// Reads a note. Its signatures are not checked.
  ///
  /// @throws IllegalArgumentException if it has no signatures, or a line of another form among them
  public static SignedNote parse(String note) {
    int end = note.lastIndexOf("\n\n");
    if (end < 0 || !note.endsWith("\n")) {
      throw new IllegalArgumentException("a note has a text, an empty line and signatures");
    }
    return new SignedNote(note.substring(0, end + 1), parseSignatures(note.substring(end + 2)));
  }

  /// Reads signature lines.
  ///
  /// @throws IllegalArgumentException for none, more than 100, or a line of another form
  static List<NoteSignature> parseSignatures(String lines) {
    if (!lines.endsWith("\n") || lines.chars().filter(c -> c == '\n').count() > MOST_SIGNATURES) {
      throw new IllegalArgumentException("1 to " + MOST_SIGNATURES + " signature lines");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (String line : lines.substring(0, lines.length() - 1).split("\n", -1)) {
      signatures.add(signature(line));
    }
    return signatures;
  }

  /// Whether the holder of `key` signed this text. Signatures by others do not matter.
  public boolean isSignedBy(NoteKey key) {
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    return signaturesBy(key.verifierKey())
        .anyMatch(signature -> key.verifierKey().verifies(message, signature));
  }

  /// What stands after the key's id in the lines that claim to be by this key.
  Stream<byte[]> signaturesBy(VerifierKey key) {
    return signatures.stream().filter(signature -> signature.claims(key)).map(NoteSignature::bytes);
  }

  /// The same note with one more signature.
  SignedNote with(NoteSignature signature) {
    List<NoteSignature> more = new ArrayList<>(signatures);
    more.add(signature);
    return new SignedNote(text, more);
  }

  /// The note as it is kept and sent.
  public String encoded() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()));
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
      if (StrictBase64.decode(base64).length <= VerifierKey.ID_BYTES) {
        throw new IllegalArgumentException("a signature has more than an id");
      }
    }

    static NoteSignature of(VerifierKey key, byte[] signature) {
      byte[] all = Arrays.copyOf(key.id(), VerifierKey.ID_BYTES + signature.length);
      System.arraycopy(signature, 0, all, VerifierKey.ID_BYTES, signature.length);
      return new NoteSignature(key.name(), StrictBase64.encode(all));
    }

    boolean claims(VerifierKey key) {
      byte[] id = Arrays.copyOf(StrictBase64.decode(base64), VerifierKey.ID_BYTES);
      return name.equals(key.name()) && Arrays.equals(id, key.id());
    }

    byte[] bytes() {
      byte[] all = StrictBase64.decode(base64);
      return Arrays.copyOfRange(all, VerifierKey.ID_BYTES, all.length);
    }

    String line() {
      return SIGNATURE_START + name + ' ' + base64 + '\n';
    }
  }
}
