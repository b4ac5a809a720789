package surety.server.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TrustTest {

  private static Exchange<byte[]> reach(TestTls host, String name, Optional<SSLContext> trust) {
    NameResolver names = _ -> List.of(InetAddress.getLoopbackAddress());
    try (EgressClient client =
        new EgressClient(
            EgressProfile.SANDBOX, names, EgressLimits.DEFAULT, new EveryHost(), trust)) {
      Destination vendor =
          Destination.at(
              URI.create("https://" + name + ":" + host.port()),
              List.of(new ReadRule(new PathTemplate("/things"), Set.of())));
      return client.exchange(
          Call.get("/things", List.of()),
          vendor,
          Credential.boundTo(vendor.origin(), Map.of("Authorization", "Bearer x")),
          InputStream::readAllBytes);
    }
  }

  @Test
  void a_trusted_certificate_for_the_right_name_is_accepted() {
    try (TestTls host = TestTls.named("vendor.localhost")) {
      assertThat(reach(host, "vendor.localhost", Optional.of(host.trust())))
          .isInstanceOf(Exchange.Answered.class);
      assertThat(host.seen()).containsExactly("GET");
    }
  }

  @Test
  void a_certificate_that_nobody_vouches_for_gets_no_request() {
    try (TestTls host = TestTls.named("vendor.localhost")) {
      assertThat(reach(host, "vendor.localhost", Optional.empty()))
          .isEqualTo(new Exchange.Failed<>(Failure.NOT_TRUSTED));
      assertThat(host.seen()).isEmpty();
    }
  }

  @Test
  void a_trusted_certificate_for_another_name_gets_no_request() {
    try (TestTls host = TestTls.named("other.localhost")) {
      assertThat(reach(host, "vendor.localhost", Optional.of(host.trust())))
          .isEqualTo(new Exchange.Failed<>(Failure.NOT_TRUSTED));
      assertThat(host.seen()).isEmpty();
    }
  }
}
