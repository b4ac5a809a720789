package surety.translog;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/// The part that all verifier keys of C2SP signed-note share: a name, the type of the signatures,
/// and an Ed25519 public key, `name+id+key` as text.
record VerifierKey(String name, byte type, PublicKey key) {
  static final int ID_BYTES = 4;

  // As long as the origin of a checkpoint may be.
  private static final int MOST_NAME_BYTES = 255;

  VerifierKey {
    if (name.isEmpty()
        || name.getBytes(StandardCharsets.UTF_8).length > MOST_NAME_BYTES
        || name.chars().anyMatch(VerifierKey::isUnfit)) {
      throw new IllegalArgumentException("the name of a key has no white space and no plus sign");
    }
    key = Ed25519.publicKey(Ed25519.bare(key));
  }

  static VerifierKey parse(String text, byte type) {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException("a verifier key has three parts: name+id+key");
    }
    byte[] typed = StrictBase64.decode(parts[2]);
    if (typed.length != 1 + Ed25519.KEY_BYTES || typed[0] != type) {
      throw new IllegalArgumentException("not an Ed25519 verifier key of type " + type);
    }
    byte[] bare = Arrays.copyOfRange(typed, 1, typed.length);
    VerifierKey key = new VerifierKey(parts[0], type, Ed25519.publicKey(bare));
    if (!HexFormat.of().formatHex(key.id()).equals(parts[1])) {
      throw new IllegalArgumentException("the id of the verifier key is not that of name and key");
    }
    return key;
  }

  String text() {
    return name + "+" + HexFormat.of().formatHex(id()) + "+" + StrictBase64.encode(typedKey());
  }

  // The first four bytes of SHA-256(name || 0x0A || type || key).
  byte[] id() {
    byte[] prefix = (name + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] typed = typedKey();
    byte[] all = Arrays.copyOf(prefix, prefix.length + typed.length);
    System.arraycopy(typed, 0, all, prefix.length, typed.length);
    return Arrays.copyOf(Hash.of(all).bytes(), ID_BYTES);
  }

  boolean verifies(byte[] message, byte[] signature) {
    return Ed25519.verifies(key, message, signature);
  }

  private byte[] typedKey() {
    byte[] typed = new byte[1 + Ed25519.KEY_BYTES];
    typed[0] = type;
    System.arraycopy(Ed25519.bare(key), 0, typed, 1, Ed25519.KEY_BYTES);
    return typed;
  }

  private static boolean isUnfit(int letter) {
    return letter == '+' || Character.isWhitespace(letter) || Character.isSpaceChar(letter);
  }
}
