package surety.server.platform.transport;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority of this server alone, and the certificate that it signs for it.
///
/// Made on first start in a folder that only the server can enter. The CA lives ten years and is
/// what a person trusts once; the server's certificate lives 120 days and is replaced 30 days
/// before its end. Certificates follow RFC 5280.
final class LocalAuthority {

  static final String CA = "ca";
  static final String SERVER = "server";
  private static final Duration CA_LIFETIME = Duration.ofDays(3650);
  private static final Duration SERVER_LIFETIME = Duration.ofDays(120);
  private static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);
  // A certificate that starts a little in the past suits clients whose clock is a little behind.
  private static final Duration CLOCK_DIFFERENCE = Duration.ofHours(1);

  private final Path folder;
  private final CertificateNames names;
  private final Clock clock;
  private final SecureRandom random;

  LocalAuthority(Path folder, CertificateNames names, Clock clock, SecureRandom random) {
    this.folder = folder;
    this.names = names;
    this.clock = clock;
    this.random = random;
  }

  enum Change {
    NONE,
    SERVER_CERTIFICATE,
    /// And with it the server's certificate; people have to trust it once more.
    AUTHORITY
  }

  Path certificateFile() {
    return KeyAndCertificate.certificateFile(folder, CA);
  }

  /// Makes what is missing, for other names, or about to expire.
  ///
  /// @return what the server has anew
  Change renew() {
    try {
      boolean newAuthority = !authorityServes();
      if (newAuthority) {
        makeAuthority().write(folder, CA);
      }
      if (newAuthority || !serverCertificateServes()) {
        makeServerCertificate(KeyAndCertificate.read(folder, CA)).write(folder, SERVER);
        return newAuthority ? Change.AUTHORITY : Change.SERVER_CERTIFICATE;
      }
      return Change.NONE;
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("the server's certificate could not be made", e);
    }
  }

  // A CA whose constraints are for other names cannot sign for these.
  private boolean authorityServes() throws IOException {
    if (!KeyAndCertificate.exists(folder, CA)) {
      return false;
    }
    var certificate = KeyAndCertificate.read(folder, CA).certificate();
    byte[] constraints = certificate.getExtensionValue(Extension.nameConstraints.getId());
    byte[] wanted = new DEROctetString(names.constraints()).getEncoded();
    return Arrays.equals(constraints, wanted)
        && certificate.getNotAfter().toInstant().isAfter(clock.instant().plus(SERVER_LIFETIME));
  }

  private boolean serverCertificateServes() {
    return KeyAndCertificate.exists(folder, SERVER)
        && KeyAndCertificate.read(folder, SERVER)
            .certificate()
            .getNotAfter()
            .toInstant()
            .isAfter(clock.instant().plus(RENEWED_BEFORE_END));
  }

  private KeyAndCertificate makeAuthority()
      throws GeneralSecurityException, OperatorCreationException, IOException {
    KeyPair pair = newKeyPair();
    byte[] suffix = new byte[3];
    random.nextBytes(suffix);
    // The suffix tells two servers' authorities apart in a list of trusted ones.
    X500Name name = new X500Name("CN=Surety local CA " + HexFormat.of().formatHex(suffix));
    var builder = builder(name, name, CA_LIFETIME, pair);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    builder.addExtension(Extension.nameConstraints, true, names.constraints());
    return signed(builder, pair, pair);
  }

  KeyAndCertificate makeServerCertificate(KeyAndCertificate authority)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    KeyPair pair = newKeyPair();
    X500Name issuer =
        X500Name.getInstance(authority.certificate().getSubjectX500Principal().getEncoded());
    var builder = builder(issuer, new X500Name("CN=Surety"), SERVER_LIFETIME, pair);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    builder.addExtension(Extension.subjectAlternativeName, false, names.alternativeNames());
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority.certificate()));
    return signed(
        builder, pair, new KeyPair(authority.certificate().getPublicKey(), authority.key()));
  }

  private X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, Duration lifetime, KeyPair pair)
      throws GeneralSecurityException, IOException {
    Instant now = clock.instant();
    var builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            new BigInteger(159, random),
            Date.from(now.minus(CLOCK_DIFFERENCE)),
            Date.from(now.plus(lifetime)),
            subject,
            pair.getPublic());
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
    return builder;
  }

  private static KeyAndCertificate signed(
      X509v3CertificateBuilder builder, KeyPair subject, KeyPair issuer)
      throws GeneralSecurityException, OperatorCreationException {
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate());
    return new KeyAndCertificate(
        subject.getPrivate(),
        new JcaX509CertificateConverter().getCertificate(builder.build(signer)));
  }

  private KeyPair newKeyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }
}
