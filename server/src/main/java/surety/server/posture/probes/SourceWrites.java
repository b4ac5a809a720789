package surety.server.posture.probes;

import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.Connectors;
import surety.server.egress.Call;
import surety.server.egress.Credential;
import surety.server.egress.Destination;
import surety.server.egress.EgressClient;
import surety.server.egress.Exchange;
import surety.server.egress.ReadRule;
import surety.server.egress.Refusal;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.BareClient;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;

/// Tries to write through the client that serves customers, at a vendor that takes every write.
@Component
class SourceWrites implements Probe {

  /// A header that no vendor knows and no check looks at.
  static final String MARK = "X-Rehearsal-Mark";

  private static final List<String> OTHER_PATHS =
      List.of("/projects/1/delete", "/graphql", "/batch", "/projects/../projects", "/projects%2f1");

  /// Where a vendor writes whose every request is a POST.
  private static final List<String> WRITING_PATHS =
      List.of(
          "/projects/modify",
          "/projects/modify/1",
          "/projects/batchModify",
          "/projects/delete/1",
          "/projects/list/1",
          "/projects/list/../modify");

  private final Connectors connectors;
  private final EgressClient client;
  private final BareClient bare;

  SourceWrites(Connectors connectors, EgressClient client, BareClient bare) {
    this.connectors = connectors;
    this.client = client;
    this.bare = bare;
  }

  @Override
  public String id() {
    return "source-writes";
  }

  @Override
  public String attack() {
    return "For every path of every connector, sends each method that could write, and each header"
        + " and parameter that makes a read into a write, and the paths at which a vendor writes"
        + " whose every request is a POST, through the server's own client to a"
        + " vendor on this machine that takes every write. The vendor's own log must stay empty.";
  }

  /// Thousands of tries, of which each is sent where a control is off.
  @Override
  public Duration budget() {
    return Duration.ofSeconds(45);
  }

  private record Try(String which, ConnectorPlan connector, Call call, Refusal expected) {}

  @Override
  public void run(ProbeRun run) {
    List<Try> tries = tries(run.nonce());
    run.population(
        "every declared path of every connector in the registry, with every known way to write",
        tries.stream().map(Try::which).toList());
    Instant since = Instant.now();
    controls(run);
    List<Exchange<byte[]>> answers =
        tries.stream().map(it -> send(run, it.connector(), it.call())).toList();
    Set<String> arrived =
        run.vendor().requests(since).stream()
            .map(request -> request.headers().getOrDefault(MARK.toLowerCase(), ""))
            .collect(Collectors.toSet());
    for (int i = 0; i < tries.size(); i++) {
      Try one = tries.get(i);
      String mark = one.call().headers().getOrDefault(MARK, "");
      run.attack(one.which(), judged(arrived.contains(mark), answers.get(i), one.expected()));
    }
  }

  private List<Try> tries(String nonce) {
    List<Try> tries = new ArrayList<>();
    for (ConnectorPlan connector : connectors.all()) {
      for (ReadRule rule : destination(connector, connector.baseUrl()).reads()) {
        for (WriteTrick trick : WriteTrick.against(method(rule))) {
          String which = connector.id() + " " + rule.path().text() + ": " + trick.name();
          Call call = trick.call(rule.path().with("1"), nonce + "-" + tries.size());
          tries.add(new Try(which, connector, call, trick.expected()));
        }
      }
      for (String path : OTHER_PATHS) {
        Call call = new Call("GET", path, List.of(), Map.of(MARK, nonce + "-" + tries.size()));
        tries.add(new Try(connector.id() + " " + path, connector, call, Refusal.PATH_NOT_DECLARED));
      }
      for (String path : WRITING_PATHS) {
        Call call = new Call("POST", path, List.of(), Map.of(MARK, nonce + "-" + tries.size()));
        String which = connector.id() + " POST " + path;
        tries.add(new Try(which, connector, call, Refusal.METHOD_NOT_ALLOWED));
      }
    }
    return tries;
  }

  private static String method(ReadRule rule) {
    return switch (rule.place()) {
      case QUERY -> "GET";
      case BODY -> "POST";
    };
  }

  // The same client lets a declared read through, and the vendor takes a write of anybody else.
  private void controls(ProbeRun run) {
    for (ConnectorPlan connector : connectors.all()) {
      Instant since = Instant.now();
      String mark = run.nonce() + "-" + connector.id();
      ReadRule rule = destination(connector, connector.baseUrl()).reads().getFirst();
      String path = rule.path().with("1");
      send(run, connector, new Call(method(rule), path, List.of(), Map.of(MARK, mark)));
      boolean arrived =
          run.vendor().requests(since).stream()
              .anyMatch(it -> mark.equals(it.headers().get(MARK.toLowerCase())));
      run.control("a declared read of " + connector.id() + " arrives", arrived);
      run.echo(mark.getBytes(StandardCharsets.US_ASCII));
    }
    String before = run.vendor().state();
    Map<String, String> headers = Map.of("Authorization", "Bearer " + run.vendor().token());
    int status = bare.send("PUT", "/v2/projects/1", headers, bytes("{}"));
    run.control(
        "the vendor takes a write of another client",
        status == 200 && !run.vendor().state().equals(before));
    run.vendor().plant(60, "Rehearsal");
  }

  private Exchange<byte[]> send(ProbeRun run, ConnectorPlan connector, Call call) {
    Destination destination = destination(connector, URI.create(run.vendor().url()));
    Credential credential =
        Credential.boundTo(
            destination.origin(), Map.of("Authorization", "Bearer " + run.vendor().token()));
    return client.exchange(call, destination, credential, InputStream::readAllBytes);
  }

  // The vendor's paths at another host.
  private static Destination destination(ConnectorPlan connector, URI host) {
    return connector.destination(host.resolve(connector.baseUrl().getPath()));
  }

  private static Attempt judged(boolean arrived, Exchange<byte[]> answer, Refusal expected) {
    if (arrived) {
      return new Attempt.Succeeded("a request reached the vendor");
    }
    return answer instanceof Exchange.Refused<byte[]>(Refusal reason) && reason == expected
        ? new Attempt.Refused(reason.name())
        : new Attempt.Unclear(answer.getClass().getSimpleName());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
