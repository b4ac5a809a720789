package surety.envelope;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// HKDF with SHA-256 (RFC 5869), extract then expand.
final class Hkdf {
  private static final String ALGORITHM = "HKDF-SHA256";
  // The JDK's own choice, made once.
  private static final Provider PROVIDER = provider();

  private Hkdf() {}

  /// @param salt may be empty, which RFC 5869 defines as 32 zero bytes
  /// @param length of the answer in bytes, at most 8160
  static byte[] derive(byte[] inputKey, byte[] salt, byte[] info, int length) {
    var parameters = HKDFParameterSpec.ofExtract().addIKM(inputKey);
    // The JDK refuses an empty salt, RFC 5869 means "no salt" by it.
    if (salt.length > 0) {
      parameters.addSalt(salt);
    }
    try {
      return KDF.getInstance(ALGORITHM, PROVIDER).deriveData(parameters.thenExpand(info, length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF-SHA256 is part of every JDK since 25", e);
    }
  }

  private static Provider provider() {
    try {
      KDF chosen = KDF.getInstance(ALGORITHM);
      byte[] any = {1};
      chosen.deriveData(HKDFParameterSpec.ofExtract().addIKM(any).thenExpand(any, any.length));
      return Security.getProvider(chosen.getProviderName());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF-SHA256 is part of every JDK since 25", e);
    }
  }
}
