package surety.server.connect.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import surety.envelope.SecretBytes;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;
import surety.sandbox.Tokens;
import surety.sandbox.Vendor;
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
import surety.server.egress.PathTemplate;
import surety.server.egress.ReadRule;

/// Ways to write at a vendor whose reads are POSTs too: it takes them all, and none reaches it.
@DisplayNameGeneration(ReplaceUnderscores.class)
class PostedWritesTest {

  private static final SandboxServer VENDOR = vendor();
  private static final URI BASE = Reading.base(VENDOR, Vendor.SCORO);
  private static final HttpClient BARE = HttpClient.newHttpClient();

  // Of its own: what is written here stays.
  private static SandboxServer vendor() {
    try {
      return SandboxServer.start(SandboxOptions.of(FaultySandbox.SANDBOX.firm()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void stop() {
    BARE.close();
    VENDOR.close();
  }

  /// @param field of the body besides those that say who asks, `name=value`, or empty
  /// @param header of the request, `name=value`, or empty
  record Trick(String method, String path, String field, String header) {}

  static List<Trick> tricks() {
    long project = VENDOR.firm().projects().getFirst().id();
    return List.of(
        new Trick("POST", "/projects/modify", "request.project_name=New", ""),
        new Trick("POST", "/projects/modify/" + project, "request.project_name=Other", ""),
        new Trick("POST", "/projects/delete/" + (project + 1), "", ""),
        new Trick("POST", "/projects/delete/" + (project + 2), "page=1", ""),
        new Trick("POST", "/projects/restore/" + project, "request.is_deleted=0", ""),
        new Trick("POST", "/tasks/setDone/" + (7_000_000 + project), "request.is_completed=1", ""),
        new Trick("POST", "/projects/list", "action=delete", ""),
        new Trick("POST", "/projects/list", "", "X-HTTP-Method-Override=DELETE"),
        new Trick("POST", "/projects/list?_method=delete", "", ""),
        new Trick("POST", "/projects/view/" + project, "action=modify", ""));
  }

  @ParameterizedTest
  @MethodSource("tricks")
  void a_write_at_the_vendor_is_refused_with_the_connectors_plan_and_with_one_that_declares_it(
      Trick trick) throws Exception {
    VENDOR.clearRequests();
    String before = VENDOR.datasetHash();
    try (EgressClient client = client()) {
      for (Destination plan : List.of(ofTheConnector(), ofEverything(trick))) {
        Call call = new Call(trick.method(), trick.path(), fields(trick), headers(trick));
        assertThat(client.exchange(call, plan, credential(plan), InputStream::readAllBytes))
            .isInstanceOf(Exchange.Refused.class);
      }
    }
    assertThat(VENDOR.requests()).isEmpty();
    assertThat(VENDOR.datasetHash()).isEqualTo(before);

    bare(trick);
    assertThat(VENDOR.datasetHash()).as("the same of another client").isNotEqualTo(before);
  }

  private static Destination ofTheConnector() {
    return Reading.connector(Vendor.SCORO).destination(BASE);
  }

  private static Destination ofEverything(Trick trick) {
    PathTemplate path = new PathTemplate(trick.path().replaceFirst("\\?.*", ""));
    Set<String> names = fields(trick).stream().map(Parameter::name).collect(Collectors.toSet());
    return Destination.at(BASE, List.of(new ReadRule(path, names, ReadRule.Place.BODY)));
  }

  private static Credential credential(Destination plan) {
    return Credential.boundTo(
        plan.origin(),
        Map.of(),
        Map.of(
            "apiKey",
            () -> SecretBytes.ofText(Tokens.SCORO),
            "company_account_id",
            () -> SecretBytes.ofText(Tokens.SCORO_ACCOUNT)));
  }

  private static EgressClient client() {
    EgressHosts hosts = new EgressHosts();
    hosts.list(ofTheConnector().origin(), "stand-in");
    return new EgressClient(
        EgressProfile.SANDBOX, NameResolver.SYSTEM, EgressLimits.DEFAULT, hosts);
  }

  private static List<Parameter> fields(Trick trick) {
    String[] parts = trick.field().split("=", 2);
    return parts.length < 2 ? List.of() : List.of(new Parameter(parts[0], parts[1]));
  }

  private static Map<String, String> headers(Trick trick) {
    String[] parts = trick.header().split("=", 2);
    return parts.length < 2 ? Map.of() : Map.of(parts[0], parts[1]);
  }

  private static void bare(Trick trick) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(BASE + trick.path()))
            .method(trick.method(), HttpRequest.BodyPublishers.ofString(body(trick)));
    headers(trick).forEach(request::setHeader);
    BARE.send(request.build(), HttpResponse.BodyHandlers.discarding());
  }

  private static String body(Trick trick) {
    StringBuilder body = new StringBuilder();
    body.append("{\"apiKey\":\"%s\"".formatted(Tokens.SCORO));
    body.append(",\"company_account_id\":\"%s\"".formatted(Tokens.SCORO_ACCOUNT));
    for (Parameter field : fields(trick)) {
      String[] names = field.name().split("\\.", 2);
      body.append(
          names.length == 1
              ? ",\"%s\":\"%s\"".formatted(names[0], field.value())
              : ",\"%s\":{\"%s\":\"%s\"}".formatted(names[0], names[1], field.value()));
    }
    return body.append('}').toString();
  }
}
