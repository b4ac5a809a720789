package surety.server.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import surety.envelope.SecretBytes;
import surety.server.egress.Call.Parameter;

/// Reads of vendors whose every request is a POST.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReadPostTest extends EgressFixture {

  private static final Origin VENDOR = Origin.of(URI.create("https://acme.scoro.com"));
  private static final String LIST = "/projects/list";

  // A plan that was made by somebody who wanted everything.
  private static final List<ReadRule> ANYTHING =
      List.of(
          rule(LIST),
          rule("/projects/view/{id}"),
          rule("/projects/modify"),
          rule("/projects/modify/{id}"),
          rule("/projects/delete/{id}"),
          rule("/projects/list/{id}"),
          rule("/webhooks/list"));

  private static ReadRule rule(String path) {
    Set<String> names = Set.of("page", "per_page", "filter.date.from_date", "action", "request.x");
    return new ReadRule(new PathTemplate(path), names, ReadRule.Place.BODY);
  }

  private static Destination at(StandIn host) {
    return Destination.at(URI.create(host.url() + "/scoro/api/v2"), ANYTHING);
  }

  private Exchange<String> post(StandIn host, String path, Parameter... fields) {
    return sandboxed()
        .exchange(
            ReadPost.call(path, List.of(fields), Map.of()),
            at(host),
            inBody(host, "s3cret"),
            EgressFixture::text);
  }

  private static Credential inBody(StandIn host, String secret) {
    return Credential.boundTo(
        Origin.of(host.url()), Map.of(), Map.of("apiKey", () -> SecretBytes.ofText(secret)));
  }

  @Test
  void a_read_carries_its_credential_and_its_parameters_in_the_body_and_nothing_in_the_query() {
    StandIn host = opened(StandIn.saying("{}"));
    assertThat(
            post(
                host,
                LIST,
                new Parameter("page", "2"),
                new Parameter("filter.date.from_date", "2026-01-31")))
        .isInstanceOf(Exchange.Answered.class);
    StandIn.Seen seen = host.seen().getFirst();
    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.uri()).isEqualTo("/scoro/api/v2/projects/list");
    assertThat(seen.body())
        .isEqualTo(
            """
            {"apiKey":"s3cret","page":2,"filter":{"date":{"from_date":"2026-01-31"}}}\
            """);
    assertThat(seen.headers().getOrDefault("Content-type", List.of()).toString())
        .startsWith("[application/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/projects/modify",
        "/projects/modify/1",
        "/projects/delete/1",
        "/projects/list/1",
        "/webhooks/list"
      })
  void what_is_not_on_the_list_is_refused_although_the_plan_declares_it(String path) {
    StandIn host = opened(StandIn.saying("{}"));
    assertThat(post(host, path)).isEqualTo(new Exchange.Refused<>(Refusal.METHOD_NOT_ALLOWED));
    assertThat(host.seen()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "action, delete, BODY_NOT_ALLOWED",
    "request.x, 1, BODY_NOT_ALLOWED",
    "page, 0, BODY_NOT_ALLOWED",
    "page, '1,\"action\":\"delete\"', BODY_NOT_ALLOWED",
    "filter.date.from_date, '\"}', BODY_NOT_ALLOWED",
    "filter.date.to_date, 2026-01-31, PARAMETER_NOT_DECLARED",
    "request.include_deleted, 1, PARAMETER_NOT_DECLARED",
    "apiKey, other, PARAMETER_NOT_DECLARED",
    "request._method, delete, PARAMETER_FORBIDDEN",
    "operation, delete, PARAMETER_FORBIDDEN"
  })
  void a_field_of_the_body_that_no_read_needs_is_refused(
      String name, String value, Refusal refusal) {
    StandIn host = opened(StandIn.saying("{}"));
    assertThat(post(host, LIST, new Parameter(name, value)))
        .isEqualTo(new Exchange.Refused<>(refusal));
    assertThat(host.seen()).isEmpty();
  }

  @Test
  void a_field_stands_once_and_not_within_another_and_there_are_few() {
    ReadPost list = ReadPost.at(VENDOR, "/api/v2/projects/list").orElseThrow();
    Parameter date = new Parameter("filter.date", "2026-01-31");
    assertThat(list.takes(List.of(date))).isTrue();
    assertThat(list.takes(List.of(date, new Parameter("filter.date.from_date", "2026-01-31"))))
        .isFalse();
    List<Parameter> many = new ArrayList<>();
    IntStream.range(0, 26).forEach(i -> many.add(new Parameter("filter." + (char) ('a' + i), "1")));
    assertThat(list.takes(many)).isFalse();
    StandIn host = opened(StandIn.saying("{}"));
    assertThat(post(host, LIST, new Parameter("page", "1"), new Parameter("page", "2")))
        .isEqualTo(new Exchange.Refused<>(Refusal.PARAMETER_NOT_DECLARED));
  }

  @ParameterizedTest
  @CsvSource({
    "https://acme.scoro.com, /api/v2/invoices/list, true",
    "https://acme.scoro.com, /api/v2/invoices/view/12, true",
    "https://acme.scoro.com, /api/v2/invoices/view/12/modify, false",
    "https://acme.scoro.com, /api/v2/invoices, false",
    "https://acme.scoro.com, /api/v2/webhooks/list, false",
    "https://acme.scoro.com, /scoro/api/v2/invoices/list, false",
    "https://acme.scoro.com, /api/v2/invoices/list/, false",
    "https://acme.scoro.com.evil.example, /api/v2/invoices/list, false",
    "https://a.b.scoro.com, /api/v2/invoices/list, false",
    "https://acmescoro.com, /api/v2/invoices/list, false",
    "https://api.xero.com, /api/v2/invoices/list, false",
    "http://127.0.0.1:9, /scoro/api/v2/invoices/list, true",
    "https://played.invalid, /api/v2/invoices/list, true"
  })
  void the_list_names_hosts_and_paths(String host, String path, boolean listed) {
    assertThat(ReadPost.at(Origin.of(URI.create(host)), path).isPresent()).isEqualTo(listed);
  }

  @Test
  void a_POST_of_what_is_declared_as_a_GET_is_refused_and_a_GET_of_what_is_declared_as_a_POST() {
    StandIn host = opened(StandIn.saying("{}"));
    Destination gets =
        Destination.at(
            URI.create(host.url() + "/scoro/api/v2"),
            List.of(new ReadRule(new PathTemplate(LIST), Set.of())));
    Call posted = ReadPost.call(LIST, List.of(), Map.of());
    assertThat(sandboxed().exchange(posted, gets, inBody(host, "s"), EgressFixture::text))
        .isEqualTo(new Exchange.Refused<>(Refusal.METHOD_NOT_ALLOWED));
    assertThat(sandboxed().exchange(get(LIST), at(host), inBody(host, "s"), EgressFixture::text))
        .isEqualTo(new Exchange.Refused<>(Refusal.METHOD_NOT_ALLOWED));
    assertThat(host.seen()).isEmpty();
  }

  @Test
  void a_redirect_of_a_POST_is_not_followed() {
    StandIn host =
        opened(
            StandIn.answering(
                exchange -> {
                  exchange.getResponseHeaders().set("Location", "/scoro/api/v2/projects/list");
                  StandIn.send(exchange, 307, "");
                }));
    assertThat(post(host, LIST)).isEqualTo(new Exchange.Refused<>(Refusal.REDIRECT_ELSEWHERE));
    assertThat(host.seen()).hasSize(1);
  }

  @Test
  void the_secret_of_a_body_is_made_for_each_request_and_wiped_after_it() {
    StandIn host = opened(StandIn.saying("{}"));
    List<SecretBytes> made = new ArrayList<>();
    Supplier<SecretBytes> maker =
        () -> {
          made.add(SecretBytes.ofText("s3cret"));
          return made.getLast();
        };
    Credential credential =
        Credential.boundTo(Origin.of(host.url()), Map.of("X-Key", maker), Map.of("apiKey", maker));
    Call call = ReadPost.call(LIST, List.of(), Map.of());
    sandboxed().exchange(call, at(host), credential, EgressFixture::text);
    sandboxed().exchange(call, at(host), credential, EgressFixture::text);
    assertThat(host.seen()).hasSize(2).allMatch(it -> it.body().contains("s3cret"));
    assertThat(made).hasSize(6).allMatch(SecretBytes::wiped);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\"b", "a\\b", "a\nb", "ä"})
  void a_secret_that_could_end_its_field_is_no_credential(String secret) {
    StandIn host = opened(StandIn.saying("{}"));
    assertThatThrownBy(() -> inBody(host, secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a field of the credential cannot be sent");
    assertThatThrownBy(
            () ->
                Credential.boundTo(
                    VENDOR, Map.of(), Map.of("request", () -> SecretBytes.ofText("x"))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
