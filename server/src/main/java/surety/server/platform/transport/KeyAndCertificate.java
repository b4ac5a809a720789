package surety.server.platform.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Set;

/// A private key and its certificate, kept as two PEM files side by side.
record KeyAndCertificate(PrivateKey key, X509Certificate certificate) {

  static boolean exists(Path folder, String name) {
    return Files.exists(keyFile(folder, name)) && Files.exists(certificateFile(folder, name));
  }

  static Path certificateFile(Path folder, String name) {
    return folder.resolve(name + ".pem");
  }

  static Path keyFile(Path folder, String name) {
    return folder.resolve(name + "-key.pem");
  }

  static X509Certificate readCertificate(Path folder, String name) {
    try (InputStream in = Files.newInputStream(certificateFile(folder, name))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException e) {
      throw new UncheckedIOException("a certificate could not be read", e);
    } catch (CertificateException e) {
      throw new IllegalStateException("the certificate in " + folder + " is damaged", e);
    }
  }

  static KeyAndCertificate read(Path folder, String name) {
    try {
      String text = Files.readString(keyFile(folder, name)).replaceAll("-----[A-Z ]+-----", "");
      var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text));
      return new KeyAndCertificate(
          KeyFactory.getInstance("EC").generatePrivate(spec), readCertificate(folder, name));
    } catch (IOException e) {
      throw new UncheckedIOException("a key could not be read", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key in " + folder + " is damaged", e);
    }
  }

  /// Whether the key is the one that the certificate vouches for.
  ///
  /// @throws GeneralSecurityException if they are not even of the same kind
  static boolean fit(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            switch (key.getAlgorithm()) {
              case "EC" -> "SHA256withECDSA";
              case "RSA" -> "SHA256withRSA";
              default -> key.getAlgorithm();
            });
    signature.initSign(key);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    return signature.verify(signed);
  }

  /// The former key goes first and the new one comes last: where that is cut off there is a
  /// certificate without a key, which is made again, and never one with another's key.
  void write(Path folder, String name) {
    try {
      Files.deleteIfExists(keyFile(folder, name));
      replace(
          certificateFile(folder, name), pem("CERTIFICATE", certificate.getEncoded()), "rw-r--r--");
      replace(keyFile(folder, name), pem("PRIVATE KEY", key.getEncoded()), "rw-------");
    } catch (IOException e) {
      throw new UncheckedIOException("a key could not be written", e);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate could not be encoded", e);
    }
  }

  // RFC 7468.
  private static String pem(String label, byte[] content) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, lines);
  }

  private static void replace(Path file, String content, String permissions) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    try (var channel =
        Files.newByteChannel(
            draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
      channel.write(StandardCharsets.UTF_8.encode(content));
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
