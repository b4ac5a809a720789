package surety.translog;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;

/// A key pair for tests.
record Signer(KeyPair pair) {
  static Signer generate() {
    try {
      return new Signer(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  NoteKey noteKey(String name) {
    return NoteKey.of(name, pair.getPublic());
  }

  WitnessKey witnessKey(String name) {
    return WitnessKey.of(name, pair.getPublic());
  }

  PrivateKey privateKey() {
    return pair.getPrivate();
  }
}
