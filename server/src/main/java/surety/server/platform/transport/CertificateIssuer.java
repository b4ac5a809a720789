package surety.server.platform.transport;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
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
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes certificates as RFC 5280 wants them, with keys on the curve P-256.
///
/// Apart from [LocalAuthority] so that a start that needs no new certificate does not load Bouncy
/// Castle, whose signed archive takes long to open.
final class CertificateIssuer {

  static final Duration SERVER_LIFETIME = Duration.ofDays(120);
  private static final Duration CA_LIFETIME = Duration.ofDays(3650);
  // A certificate that starts a little in the past suits clients whose clock is a little behind.
  private static final Duration CLOCK_DIFFERENCE = Duration.ofHours(1);

  private final CertificateNames names;
  private final Clock clock;
  private final SecureRandom random;

  CertificateIssuer(CertificateNames names, Clock clock, SecureRandom random) {
    this.names = names;
    this.clock = clock;
    this.random = random;
  }

  /// Whether an authority may sign for the names, and outlives what it signs.
  boolean suits(X509Certificate authority) throws IOException {
    byte[] found = authority.getExtensionValue(Extension.nameConstraints.getId());
    byte[] wanted = new DEROctetString(constraints()).getEncoded();
    return Arrays.equals(found, wanted)
        && authority.getNotAfter().toInstant().isAfter(clock.instant().plus(SERVER_LIFETIME));
  }

  /// A new authority, which vouches for itself.
  KeyAndCertificate makeAuthority()
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
    builder.addExtension(Extension.nameConstraints, true, constraints());
    return signed(builder, pair, pair);
  }

  /// A new certificate for the server, signed by the authority.
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
    builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames());
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

  private GeneralNames alternativeNames() {
    return new GeneralNames(
        names.values().stream()
            .map(name -> new GeneralName(tag(name), name))
            .toArray(GeneralName[]::new));
  }

  // The CA may sign for these names and for no others, so that its stolen key is of no use against
  // the rest of the web.
  private NameConstraints constraints() {
    return new NameConstraints(
        names.values().stream()
            .map(CertificateIssuer::constraint)
            .map(GeneralSubtree::new)
            .toArray(GeneralSubtree[]::new),
        null);
  }

  private static GeneralName constraint(String name) {
    String mask = name.contains(":") ? "/128" : "/32";
    return new GeneralName(tag(name), CertificateNames.isAddress(name) ? name + mask : name);
  }

  private static int tag(String name) {
    return CertificateNames.isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName;
  }
}
