package surety.server.platform.transport;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

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

  static KeyAndCertificate read(Path folder, String name) {
    try {
      var key = (PrivateKeyInfo) object(keyFile(folder, name));
      var certificate = (X509CertificateHolder) object(certificateFile(folder, name));
      return new KeyAndCertificate(
          new JcaPEMKeyConverter().getPrivateKey(key),
          new JcaX509CertificateConverter().getCertificate(certificate));
    } catch (IOException e) {
      throw new UncheckedIOException("a key could not be read", e);
    } catch (CertificateException e) {
      throw new IllegalStateException("the certificate in " + folder + " is damaged", e);
    }
  }

  private static Object object(Path file) throws IOException {
    try (var parser = new PEMParser(new StringReader(Files.readString(file)))) {
      return parser.readObject();
    }
  }

  /// The key is written last: a certificate without a key is made again, a key is never lost.
  void write(Path folder, String name) {
    try {
      replace(certificateFile(folder, name), pem(certificate), "rw-r--r--");
      replace(keyFile(folder, name), pem(new JcaPKCS8Generator(key, null).generate()), "rw-------");
    } catch (IOException e) {
      throw new UncheckedIOException("a key could not be written", e);
    }
  }

  private static String pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
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
