package surety.translog;

import java.security.PublicKey;

/// Who cosigns checkpoints: a name and an Ed25519 public key (C2SP tlog-cosignature), which must
/// not be used under another name or for anything else.
///
/// Its text is `name+id+key`: the id as 8 hexadecimal digits, the key as base64 of the byte `0x04`
/// and 32 bytes.
public final class WitnessKey {
  private static final byte TYPE = 4;

  private final VerifierKey key;

  private WitnessKey(VerifierKey key) {
    this.key = key;
  }

  /// @param name not empty, at most 255 bytes, without white space and plus signs; by convention a
  ///     URL without scheme
  /// @throws IllegalArgumentException for another name or another kind of key
  public static WitnessKey of(String name, PublicKey key) {
    return new WitnessKey(new VerifierKey(name, TYPE, key));
  }

  /// Reads the text form.
  ///
  /// @throws IllegalArgumentException if it is none, or its id is that of another name or key
  public static WitnessKey parse(String text) {
    return new WitnessKey(VerifierKey.parse(text, TYPE));
  }

  /// The name that stands in its signature lines.
  public String name() {
    return key.name();
  }

  /// The text form.
  public String text() {
    return key.text();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WitnessKey witness && text().equals(witness.text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }

  VerifierKey verifierKey() {
    return key;
  }
}
