package surety.server.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AddressTest extends EgressFixture {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1"})
  void a_name_that_leads_to_an_address_that_is_not_public_is_refused(String address) {
    for (EgressProfile profile : EgressProfile.values()) {
      NameResolver names = _ -> List.of(InetAddress.getByName(address));
      assertThat(reach(profile, names))
          .isEqualTo(new Exchange.Refused<>(Refusal.ADDRESS_NOT_PUBLIC));
    }
  }

  @Test
  void one_address_that_is_not_public_among_public_ones_is_enough() {
    NameResolver names =
        _ -> List.of(InetAddress.getByName("8.8.8.8"), InetAddress.getByName("10.0.0.1"));
    assertThat(reach(EgressProfile.PRODUCTION, names))
        .isEqualTo(new Exchange.Refused<>(Refusal.ADDRESS_NOT_PUBLIC));
  }

  private Exchange<String> reach(EgressProfile profile, NameResolver names) {
    EgressClient client = opened(new EgressClient(profile, names, SMALL, new EveryHost()));
    Destination vendor = Destination.at(URI.create("https://vendor.example:9"), READS);
    return client.exchange(get("/things"), vendor, credential(vendor), EgressFixture::text);
  }

  @Test
  void a_name_that_answers_differently_the_next_time_is_checked_again() throws Exception {
    StandIn host =
        opened(
            StandIn.answering(
                exchange -> {
                  exchange.getResponseHeaders().set("Connection", "close");
                  StandIn.send(exchange, 200, "hello");
                }));
    Deque<InetAddress> answers =
        new ArrayDeque<>(
            List.of(InetAddress.getLoopbackAddress(), InetAddress.getByName("10.0.0.1")));
    NameResolver rebinding = _ -> List.of(answers.removeFirst());
    EgressClient client =
        opened(new EgressClient(EgressProfile.SANDBOX, rebinding, SMALL, new EveryHost()));
    Destination vendor =
        Destination.at(URI.create("http://vendor.localhost:" + host.port()), READS);

    assertThat(client.exchange(get("/things"), vendor, credential(vendor), EgressFixture::text))
        .isInstanceOf(Exchange.Answered.class);
    assertThat(client.exchange(get("/things"), vendor, credential(vendor), EgressFixture::text))
        .isEqualTo(new Exchange.Refused<>(Refusal.ADDRESS_NOT_PUBLIC));
    assertThat(answers).as("resolved once for each connection").isEmpty();
    assertThat(host.seen()).hasSize(1);
  }

  @Test
  void an_unknown_name_and_a_closed_port_are_failures() {
    assertThat(
            reach(
                EgressProfile.PRODUCTION,
                host -> {
                  throw new UnknownHostException(host);
                }))
        .isEqualTo(new Exchange.Failed<>(Failure.NAME_NOT_RESOLVED));
    StandIn closed = StandIn.saying("");
    closed.close();
    assertThat(exchange(get("/things"), closed))
        .isEqualTo(new Exchange.Failed<>(Failure.UNREACHABLE));
  }
}
