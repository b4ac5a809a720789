package surety.server.posture.probes;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.Connectors;
import surety.server.egress.EgressClient;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.BareClient;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.RecordingVendor.Request;
import surety.server.posture.probe.TargetBrowser;
import surety.server.workspace.Role;

/// Has a connected workspace read everything, and looks whether the source is as it was.
@Component
class SourceUnchanged implements Probe {

  private static final Pattern CONNECTION = Pattern.compile("/connections/([0-9a-f-]{36})");
  private static final String WHOLE = "all records with their times of change";

  private final Connectors connectors;
  private final BareClient bare;
  private final Outward outward;

  SourceUnchanged(Connectors connectors, BareClient bare, EgressClient client) {
    this.outward = new Outward(client);
    this.connectors = connectors;
    this.bare = bare;
  }

  @Override
  public String id() {
    return "source-unchanged";
  }

  @Override
  public String attack() {
    return "Has a workspace read its whole source, a vendor on this machine that would take any"
        + " write, and compares a digest of all the vendor's records, times of change included,"
        + " before and after. Each request in the vendor's own log must be a declared read.";
  }

  @Override
  public void run(ProbeRun run) {
    ConnectorPlan connector = connectors.find(run.vendor().connector()).orElseThrow();
    Set<String> paths =
        connector.destination(connector.baseUrl()).reads().stream()
            .map(rule -> connector.baseUrl().getPath() + rule.path().text())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<String> cases = new LinkedHashSet<>(paths);
    cases.add(WHOLE);
    run.population("the paths that the vendor's connector declares, and its records", cases);
    Canary canary = run.canaries().a();
    outward.control(run);
    run.control("the digest notices a write", noticesWrite(run));
    run.vendor().plant(60, run.nonce());
    String before = run.vendor().state();
    Instant since = Instant.now();
    readEverything(run, canary);
    List<Request> requests = run.vendor().requests(since);
    run.control("figures were read", !requests.isEmpty());
    run.attack(WHOLE, Attempt.of(run.vendor().state().equals(before), "digest of all records"));
    paths.forEach(path -> run.attack(path, judged(path, requests)));
    run.measured("requests of one whole reading", requests.size(), "requests");
  }

  private boolean noticesWrite(ProbeRun run) {
    String before = run.vendor().state();
    Map<String, String> headers = Map.of("Authorization", "Bearer " + run.vendor().token());
    bare.send("PATCH", "/v2/projects/1", headers, "{}".getBytes(StandardCharsets.UTF_8));
    return !run.vendor().state().equals(before);
  }

  // A credential that was changed makes the server forget its figures, so that all are read anew.
  private void readEverything(ProbeRun run, Canary canary) {
    TargetBrowser owner = canary.as(Role.OWNER);
    String base = "/w/" + canary.workspace();
    Matcher connection = CONNECTION.matcher(owner.get(base + "/connections").text());
    if (!connection.find()) {
      run.unable("the workspace has no connection");
    }
    String rotation = base + "/connections/" + connection.group(1) + "/rotate";
    int rotated = owner.post(rotation, Map.of("token", run.vendor().token())).status();
    run.control("the workspace's credential can be changed", rotated == 302);
    // A file waits for the figures.
    TargetBrowser.Page file = owner.get(base + "/dashboard/margin-by-project.csv");
    run.control("the figures came", file.status() == 200 || file.status() == 404);
  }

  private static Attempt judged(String path, List<Request> requests) {
    List<Request> there =
        requests.stream()
            .filter(request -> URI.create(request.path()).getPath().equals(path))
            .toList();
    if (there.isEmpty()) {
      return new Attempt.Unclear("not read");
    }
    return Attempt.of(
        there.stream().allMatch(SourceUnchanged::isRead), there.size() + " requests, all reads");
  }

  private static boolean isRead(Request request) {
    return request.method().equals("GET") && request.body().length == 0;
  }
}
