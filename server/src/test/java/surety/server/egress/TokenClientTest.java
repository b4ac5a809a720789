package surety.server.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenClientTest {

  private static final URI TOKEN = URI.create("https://vendor.invalid/oauth/token");

  // As every vendor writes it; a stand-in on loopback names its port.
  @Test
  void an_address_that_names_no_port_is_reached_at_that_of_its_scheme() {
    EgressHosts hosts = new EveryHost();
    try (TestTls host = TestTls.named("vendor.invalid");
        EgressClient client =
            new EgressClient(
                EgressProfile.PRODUCTION,
                NameResolver.SYSTEM,
                EgressLimits.DEFAULT,
                hosts,
                Optional.of(host.trust()))) {
      hosts.play(Origin.of(TOKEN), host.port(), Optional.empty());
      Exchange<byte[]> answer =
          new TokenClient(client)
              .post(
                  TOKEN,
                  new TokenForm(Map.of("grant_type", "refresh_token"), TokenForm.Encoding.FORM),
                  Credential.boundTo(Origin.of(TOKEN), Map.of()),
                  InputStream::readAllBytes);
      assertThat(answer).isInstanceOf(Exchange.Answered.class);
      assertThat(host.seen()).containsExactly("POST");
    }
  }
}
