package surety.server.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import surety.server.platform.DataFolder;
import surety.server.platform.ServerSettings;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LocalAuthorityTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final Clock CLOCK = Clock.fixed(START, ZoneOffset.UTC);

  @TempDir private Path folder;

  @Test
  void the_first_start_makes_an_authority_and_a_certificate_that_it_vouches_for() throws Exception {
    assertThat(authority("localhost", START).renew()).isEqualTo(LocalAuthority.Change.AUTHORITY);
    validate(server(), ca(), START);
  }

  @Test
  void a_later_start_changes_nothing() {
    authority("localhost", START).renew();
    X509Certificate before = server();
    assertThat(authority("localhost", START.plus(Duration.ofDays(89))).renew())
        .isEqualTo(LocalAuthority.Change.NONE);
    assertThat(server()).isEqualTo(before);
  }

  @Test
  void the_certificate_is_replaced_thirty_days_before_its_end_by_the_same_authority()
      throws Exception {
    authority("localhost", START).renew();
    X509Certificate trusted = ca();
    Instant later = START.plus(Duration.ofDays(91));
    assertThat(authority("localhost", later).renew())
        .isEqualTo(LocalAuthority.Change.SERVER_CERTIFICATE);
    validate(server(), trusted, later.plus(Duration.ofDays(100)));
  }

  @Test
  void another_host_name_needs_another_authority() throws Exception {
    authority("localhost", START).renew();
    X509Certificate before = ca();
    assertThat(authority("surety.firm.example", START).renew())
        .isEqualTo(LocalAuthority.Change.AUTHORITY);
    assertThat(ca()).isNotEqualTo(before);
    assertThat(server().getSubjectAlternativeNames().toString()).contains("surety.firm.example");
    validate(server(), ca(), START);
  }

  @Test
  void a_certificate_whose_key_was_not_written_any_more_is_made_again() throws Exception {
    authority("localhost", START).renew();
    Files.delete(folder.resolve("server-key.pem"));
    assertThat(authority("localhost", START).renew())
        .isEqualTo(LocalAuthority.Change.SERVER_CERTIFICATE);

    Files.delete(folder.resolve("ca-key.pem"));
    assertThat(authority("other.example", START).renew())
        .isEqualTo(LocalAuthority.Change.AUTHORITY);
    validate(server(), ca(), START);
  }

  @Test
  void the_authority_is_of_no_use_for_any_other_name() throws Exception {
    authority("localhost", START).renew();
    var stolen = KeyAndCertificate.read(folder, LocalAuthority.CA);
    var forger =
        new CertificateIssuer(
            new CertificateNames(Set.of("bank.example")),
            Clock.fixed(START, ZoneOffset.UTC),
            new SecureRandom());
    X509Certificate forged = forger.makeServerCertificate(stolen).certificate();

    assertThat(forged.getSubjectAlternativeNames().toString()).contains("bank.example");
    assertThatThrownBy(() -> validate(forged, ca(), START))
        .isInstanceOf(CertPathValidatorException.class)
        .hasMessageContaining("name constraints");
  }

  @Test
  void keys_are_readable_by_the_server_alone() throws IOException {
    authority("localhost", START).renew();
    for (String key : List.of("ca-key.pem", "server-key.pem")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(key))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void a_certificate_whose_key_is_not_there_yet_is_shown_once_it_is() throws Exception {
    authority("localhost", START).renew();
    Path own = Files.createDirectory(folder.resolve("own"));
    copyPair(own);
    try (var shown = new ServerCertificate(settings(own), new DataFolder(settings(own)), CLOCK)) {
      X509Certificate former = shown.current();
      authority("other.example", START).renew();
      Files.copy(
          folder.resolve("server.pem"),
          own.resolve("server.pem"),
          StandardCopyOption.REPLACE_EXISTING);
      shown.refreshOrKeep();
      assertThat(shown.current()).isEqualTo(former);

      copyPair(own);
      shown.refreshOrKeep();
      assertThat(shown.current()).isEqualTo(server());
    }
  }

  private void copyPair(Path to) throws IOException {
    for (String name : List.of("server.pem", "server-key.pem")) {
      Files.copy(folder.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private ServerSettings settings(Path own) {
    var tls = new ServerSettings.Tls(own.resolve("server.pem"), own.resolve("server-key.pem"));
    return new ServerSettings(folder.resolve("data"), "localhost", "127.0.0.1", 0, 0, 0, tls);
  }

  private LocalAuthority authority(String host, Instant now) {
    return new LocalAuthority(folder, CertificateNames.of(host), Clock.fixed(now, ZoneOffset.UTC));
  }

  private X509Certificate ca() {
    return KeyAndCertificate.read(folder, LocalAuthority.CA).certificate();
  }

  private X509Certificate server() {
    return KeyAndCertificate.read(folder, LocalAuthority.SERVER).certificate();
  }

  // The authority is part of the path, not only its anchor: the JDK ignores an anchor's
  // constraints.
  private static void validate(X509Certificate certificate, X509Certificate authority, Instant at)
      throws Exception {
    var anchor =
        new TrustAnchor(authority.getSubjectX500Principal(), authority.getPublicKey(), null);
    var parameters = new PKIXParameters(Set.of(anchor));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(at));
    var path =
        CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate, authority));
    CertPathValidator.getInstance("PKIX").validate(path, parameters);
  }
}
