package surety.server.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import surety.server.egress.Call.Parameter;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RequestTest extends EgressFixture {

  @Test
  void a_declared_read_arrives_with_its_credential() {
    StandIn host = opened(StandIn.saying("hello"));

    Exchange<String> answer = exchange(get("/things", new Parameter("page", "a b&c")), host);

    assertThat(answer).isInstanceOf(Exchange.Answered.class);
    assertThat(((Exchange.Answered<String>) answer).body()).isEqualTo("hello");
    StandIn.Seen seen = host.seen().getFirst();
    assertThat(seen.method()).isEqualTo("GET");
    assertThat(seen.uri()).isEqualTo("/v2/things?page=a+b%26c");
    assertThat(seen.headers()).containsEntry("Authorization", List.of("Bearer s3cret-credential"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "get", "QUERY"})
  void any_method_but_GET_is_refused_before_a_connection_is_made(String method) {
    StandIn host = opened(StandIn.saying("hello"));
    Call call = new Call(method, "/things", List.of(), Map.of());

    assertThat(exchange(call, host)).isEqualTo(new Exchange.Refused<>(Refusal.METHOD_NOT_ALLOWED));
    assertThat(host.seen()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/other",
        "/things/",
        "//things",
        "/things/../admin",
        "/things/%2e%2e/parts",
        "/things/1/2/parts",
        "/things//parts",
        "/things/1;x/parts",
        "/things/1%2f2/parts",
        "things",
        "/things?x=1",
        "/things#f",
        "",
        "/THINGS",
        "/things/1/parts/9",
        "/things\\..\\admin"
      })
  void a_path_that_is_not_declared_is_refused(String path) {
    StandIn host = opened(StandIn.saying("hello"));
    assertThat(exchange(get(path), host))
        .isEqualTo(new Exchange.Refused<>(Refusal.PATH_NOT_DECLARED));
    assertThat(host.seen()).isEmpty();
  }

  @Test
  void a_segment_in_braces_stands_for_one_plain_id() {
    StandIn host = opened(StandIn.saying("hello"));
    assertThat(exchange(get("/things/a-1_Z/parts"), host)).isInstanceOf(Exchange.Answered.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"_method", "_METHOD", " _method", "X-HTTP-Method-Override", "operation"})
  void a_parameter_that_could_turn_a_read_into_a_write_is_refused(String name) {
    StandIn host = opened(StandIn.saying("hello"));
    assertThat(exchange(get("/things", new Parameter(name, "DELETE")), host))
        .isEqualTo(new Exchange.Refused<>(Refusal.PARAMETER_FORBIDDEN));
    assertThat(host.seen()).isEmpty();
    assertThatThrownBy(() -> new ReadRule(new PathTemplate("/things"), Set.of(name)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_parameter_that_is_not_declared_or_stands_twice_is_refused() {
    StandIn host = opened(StandIn.saying("hello"));
    Parameter page = new Parameter("page", "1");
    assertThat(exchange(get("/things", new Parameter("delete", "1")), host))
        .isEqualTo(new Exchange.Refused<>(Refusal.PARAMETER_NOT_DECLARED));
    assertThat(exchange(get("/things", page, page), host))
        .isEqualTo(new Exchange.Refused<>(Refusal.PARAMETER_NOT_DECLARED));
    assertThat(host.seen()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-HTTP-Method-Override", "Host", "Cookie", "Transfer-Encoding", "a b"})
  void a_header_that_changes_what_a_request_means_is_refused(String name) {
    StandIn host = opened(StandIn.saying("hello"));
    Call call = new Call("GET", "/things", List.of(), Map.of(name, "DELETE"));
    assertThat(exchange(call, host)).isEqualTo(new Exchange.Refused<>(Refusal.HEADER_FORBIDDEN));
    assertThat(host.seen()).isEmpty();
  }

  @Test
  void a_header_value_with_a_line_break_is_refused() {
    StandIn host = opened(StandIn.saying("hello"));
    Call call = new Call("GET", "/things", List.of(), Map.of("Accept", "x\r\nX-Evil: 1"));
    assertThat(exchange(call, host)).isEqualTo(new Exchange.Refused<>(Refusal.HEADER_FORBIDDEN));
  }

  @Test
  void a_credential_goes_to_no_other_host_than_its_own() {
    StandIn host = opened(StandIn.saying("hello"));
    StandIn other = opened(StandIn.saying("hello"));
    Destination destination = Destination.at(host.url(), READS);
    Credential elsewhere = credential(Destination.at(other.url(), READS));

    assertThat(sandboxed().exchange(get("/things"), destination, elsewhere, EgressFixture::text))
        .isEqualTo(new Exchange.Refused<>(Refusal.CREDENTIAL_NOT_BOUND));
    assertThat(host.seen()).isEmpty();
  }

  @Test
  void plain_http_is_refused_outside_the_sandbox_and_in_it_for_any_other_machine() {
    StandIn host = opened(StandIn.saying("hello"));
    EgressClient production =
        opened(
            new EgressClient(
                EgressProfile.PRODUCTION, NameResolver.SYSTEM, SMALL, new EveryHost()));
    Destination local = Destination.at(host.url(), READS);
    Destination remote = Destination.at(URI.create("http://vendor.example"), READS);

    assertThat(production.exchange(get("/things"), local, credential(local), EgressFixture::text))
        .isEqualTo(new Exchange.Refused<>(Refusal.NOT_HTTPS));
    assertThat(
            sandboxed().exchange(get("/things"), remote, credential(remote), EgressFixture::text))
        .isEqualTo(new Exchange.Refused<>(Refusal.NOT_HTTPS));
    assertThat(host.seen()).isEmpty();
  }

  @Test
  void nothing_that_is_printed_holds_the_credential() {
    Destination destination = Destination.at(URI.create("https://vendor.example"), READS);
    assertThat(credential(destination).toString()).doesNotContain("s3cret");
    assertThatThrownBy(
            () -> Credential.boundTo(destination.origin(), Map.of("A", "s3cret\r\nX: y")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("s3cret");
    for (Refusal refusal : Refusal.values()) {
      assertThat(refusal.sentence()).isNotBlank();
    }
  }
}
