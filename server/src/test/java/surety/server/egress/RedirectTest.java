package surety.server.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RedirectTest extends EgressFixture {

  @Test
  void a_redirect_to_another_declared_path_of_the_same_host_is_followed() {
    StandIn host = opened(redirecting("/v2/things/7/parts"));
    assertThat(exchange(get("/things"), host)).isInstanceOf(Exchange.Answered.class);
    assertThat(host.seen()).hasSize(2);
  }

  @Test
  void a_redirect_elsewhere_is_refused_and_never_sees_the_credential() {
    StandIn other = opened(StandIn.saying("stolen"));
    for (String target :
        List.of(
            other.url() + "/v2/things",
            "http://127.0.0.1@localhost:" + other.port() + "/v2/things",
            "//localhost:" + other.port() + "/v2/things",
            "/v2/admin",
            "/things",
            "/v2/things?_method=delete",
            "/v2/things?other=1",
            "ftp://127.0.0.1/v2/things",
            "http://[",
            "")) {
      StandIn host = opened(redirecting(target));
      assertThat(exchange(get("/things"), host))
          .as(target)
          .isEqualTo(new Exchange.Refused<>(Refusal.REDIRECT_ELSEWHERE));
      assertThat(host.seen()).hasSize(1);
    }
    assertThat(other.seen()).isEmpty();
  }

  private static StandIn redirecting(String target) {
    return StandIn.answering(
        exchange -> {
          if (exchange.getRequestURI().toString().equals("/v2/things")) {
            exchange.getResponseHeaders().set("Location", target);
            StandIn.send(exchange, 302, "");
          } else {
            StandIn.send(exchange, 200, "there");
          }
        });
  }

  @Test
  void a_redirect_in_circles_ends() {
    StandIn host =
        opened(
            StandIn.answering(
                exchange -> {
                  exchange.getResponseHeaders().set("Location", "/v2/things");
                  StandIn.send(exchange, 307, "");
                }));
    assertThat(exchange(get("/things"), host))
        .isEqualTo(new Exchange.Refused<>(Refusal.REDIRECT_ELSEWHERE));
    assertThat(host.seen()).hasSize(SMALL.redirects() + 1);
  }
}
