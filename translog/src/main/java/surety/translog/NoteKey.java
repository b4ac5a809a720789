package surety.translog;

import java.security.PublicKey;

/// Who signs notes: a name and an Ed25519 public key (C2SP signed-note, "Verifier keys").
///
/// Its text is `name+id+key`: the id as 8 hexadecimal digits, the key as base64 of the byte `0x01`
/// and 32 bytes.
public final class NoteKey {
  private static final byte TYPE = 1;

  private final VerifierKey key;

  private NoteKey(VerifierKey key) {
    this.key = key;
  }

  /// @param name not empty, at most 255 bytes, without white space and plus signs; by convention a
  ///     URL without scheme
  /// @throws IllegalArgumentException for another name or another kind of key
  public static NoteKey of(String name, PublicKey key) {
    return new NoteKey(new VerifierKey(name, TYPE, key));
  }

  /// Reads the text form.
  ///
  /// @throws IllegalArgumentException if it is none, or its id is that of another name or key
  public static NoteKey parse(String text) {
    return new NoteKey(VerifierKey.parse(text, TYPE));
  }

  /// The name that stands in its signature lines.
  public String name() {
    return key.name();
  }

  /// The text form.
  public String text() {
    return key.text();
  }

  VerifierKey verifierKey() {
    return key;
  }
}
