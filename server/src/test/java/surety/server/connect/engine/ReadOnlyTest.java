package surety.server.connect.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import surety.server.connect.Fetch;
import surety.server.connect.SourceReader;
import surety.server.egress.Call;
import surety.server.egress.Call.Parameter;
import surety.server.egress.Credential;
import surety.server.egress.Destination;
import surety.server.egress.EgressClient;
import surety.server.egress.EgressHosts;
import surety.server.egress.EgressLimits;
import surety.server.egress.EgressProfile;
import surety.server.egress.Exchange;
import surety.server.egress.NameResolver;
import surety.server.egress.Origin;
import surety.server.egress.ReadRule;
import surety.server.egress.Refusal;
import surety.server.egress.StandIn;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReadOnlyTest {

  private static final List<String> WRITES = List.of("POST", "PUT", "PATCH", "DELETE");

  static Stream<ConnectorPlan> connectors() {
    return Connectors.bundled().all().stream();
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void no_write_leaves_the_server_for_a_host_that_would_accept_it(ConnectorPlan connector)
      throws Exception {
    try (StandIn vendor = StandIn.saying("{}");
        EgressClient client = client(vendor)) {
      URI base = URI.create(vendor.url() + connector.baseUrl().getPath());
      Destination destination = connector.destination(base);
      Credential credential =
          Credential.boundTo(destination.origin(), Map.of("Authorization", "Bearer x"));

      assertThat(destination.reads()).isNotEmpty();
      for (ReadRule rule : destination.reads()) {
        for (String method : without(rule, WRITES)) {
          Call write = new Call(method, path(rule), List.of(), Map.of());
          assertThat(client.exchange(write, destination, credential, InputStream::readAllBytes))
              .isEqualTo(new Exchange.Refused<>(Refusal.METHOD_NOT_ALLOWED));
        }
        Call disguised =
            new Call(
                method(rule), path(rule), List.of(new Parameter("_method", "delete")), Map.of());
        assertThat(client.exchange(disguised, destination, credential, InputStream::readAllBytes))
            .isEqualTo(new Exchange.Refused<>(Refusal.PARAMETER_FORBIDDEN));
      }
      assertThat(vendor.seen()).isEmpty();

      // The host is not what keeps writes away: a client without our checks gets through.
      for (String method : WRITES) {
        assertThat(bare(method, base + path(destination.reads().getFirst()))).isEqualTo(200);
      }
      assertThat(vendor.seen()).extracting(StandIn.Seen::method).isEqualTo(WRITES);
    }
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void each_declared_read_would_pass(ConnectorPlan connector) throws Exception {
    try (StandIn vendor = StandIn.saying("{}");
        EgressClient client = client(vendor)) {
      Destination destination =
          connector.destination(vendor.url().resolve(connector.baseUrl().getPath()));
      Credential credential =
          Credential.boundTo(destination.origin(), Map.of("Authorization", "Bearer x"));
      for (ReadRule rule : destination.reads()) {
        assertThat(
                client.exchange(
                    new Call(method(rule), path(rule), List.of(), Map.of()),
                    destination,
                    credential,
                    InputStream::readAllBytes))
            .isInstanceOf(Exchange.Answered.class);
      }
      assertThat(vendor.seen()).hasSameSizeAs(destination.reads());
    }
  }

  private static EgressClient client(StandIn vendor) {
    EgressHosts hosts = new EgressHosts();
    hosts.list(Origin.of(URI.create(vendor.url().toString())), "stand-in");
    return new EgressClient(
        EgressProfile.SANDBOX,
        NameResolver.SYSTEM,
        new EgressLimits(
            Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30), 10_000, 3),
        hosts);
  }

  private static String method(ReadRule rule) {
    return rule.place() == ReadRule.Place.BODY ? "POST" : "GET";
  }

  // At vendors whose reads are POSTs, the other methods.
  private static List<String> without(ReadRule rule, List<String> methods) {
    return methods.stream().filter(method -> !method.equals(method(rule))).toList();
  }

  private static String path(ReadRule rule) {
    return rule.path().with("1");
  }

  private static int bare(String method, String url) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .method(method, HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  // The names come from the six kinds of data, not from a list of this test.
  private static Set<String> sixFetchesAndCapabilities() {
    Set<String> names =
        Arrays.stream(Fetch.values())
            .map(fetch -> "fetch" + fetch.label().replace("Time entries", "TimeEntries"))
            .collect(Collectors.toCollection(TreeSet::new));
    names.add("capabilities");
    return names;
  }

  @Test
  void a_source_reader_offers_six_fetches_and_its_capabilities_and_nothing_else() {
    assertThat(publicMethods(SourceReader.class)).isEqualTo(sixFetchesAndCapabilities());
  }

  @Test
  void every_reader_in_the_product_offers_just_that() throws Exception {
    List<Class<?>> readers = new ArrayList<>();
    for (Class<?> type : ProductClasses.all()) {
      if (SourceReader.class.isAssignableFrom(type) && !type.isInterface()) {
        readers.add(type);
        assertThat(publicMethods(type)).as(type.getName()).isEqualTo(sixFetchesAndCapabilities());
      }
    }
    assertThat(readers).contains(DeclaredSourceReader.class).hasSizeGreaterThanOrEqualTo(2);
  }

  private static Set<String> publicMethods(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getDeclaringClass() != Object.class)
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
