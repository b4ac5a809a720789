package surety.translog;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// Who signs notes: a name and an Ed25519 public key (C2SP signed-note, "Verifier keys").
///
/// Its text is `name+id+key`: the id as 8 hexadecimal digits, the key as base64 of the algorithm's
/// byte and 32 bytes.
public final class NoteKey {
  static final int ID_BYTES = 4;
  private static final byte ED25519 = 1;

  private final String name;
  private final PublicKey key;

  private NoteKey(String name, PublicKey key) {
    this.name = name;
    this.key = key;
  }

  /// @param name not empty, without white space and plus signs; by convention a URL without scheme
  /// @throws IllegalArgumentException for another name or another kind of key
  public static NoteKey of(String name, PublicKey key) {
    if (name.isEmpty() || name.contains("+") || name.chars().anyMatch(NoteKey::isSpace)) {
      throw new IllegalArgumentException("the name of a key has no white space and no plus sign");
    }
    return new NoteKey(name, Ed25519.publicKey(Ed25519.bare(key)));
  }

  /// Reads the text form.
  ///
  /// @throws IllegalArgumentException if it is none, or its id is that of another name or key
  public static NoteKey parse(String text) {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException("a verifier key has three parts: name+id+key");
    }
    byte[] typed = Base64.getDecoder().decode(parts[2]);
    if (typed.length != 1 + Ed25519.KEY_BYTES || typed[0] != ED25519) {
      throw new IllegalArgumentException("not an Ed25519 verifier key");
    }
    NoteKey key =
        of(parts[0], Ed25519.publicKey(Arrays.copyOfRange(typed, 1, 1 + Ed25519.KEY_BYTES)));
    if (!HexFormat.of().formatHex(key.id()).equals(parts[1])) {
      throw new IllegalArgumentException("the id of the verifier key is not that of name and key");
    }
    return key;
  }

  /// The name that stands in its signature lines.
  public String name() {
    return name;
  }

  /// The text form.
  public String text() {
    return name
        + "+"
        + HexFormat.of().formatHex(id())
        + "+"
        + Base64.getEncoder().encodeToString(typedKey());
  }

  PublicKey key() {
    return key;
  }

  // The first four bytes of SHA-256(name || 0x0A || algorithm || key).
  byte[] id() {
    byte[] prefix = (name + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] typed = typedKey();
    byte[] all = Arrays.copyOf(prefix, prefix.length + typed.length);
    System.arraycopy(typed, 0, all, prefix.length, typed.length);
    return Arrays.copyOf(Hash.of(all).bytes(), ID_BYTES);
  }

  private byte[] typedKey() {
    byte[] typed = new byte[1 + Ed25519.KEY_BYTES];
    typed[0] = ED25519;
    System.arraycopy(Ed25519.bare(key), 0, typed, 1, Ed25519.KEY_BYTES);
    return typed;
  }

  private static boolean isSpace(int letter) {
    return Character.isWhitespace(letter) || Character.isSpaceChar(letter);
  }
}
