package surety.server.posture.probes;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.springframework.stereotype.Component;
import surety.pseudonym.EntityKind;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.RecordingVendor.Request;
import surety.server.posture.probe.TargetBrowser.Page;

/// Has models asked on every route, and holds what arrived at the provider against the trail.
@Component
class ModelTrailProbe implements Probe {

  private static final String CALL = "MODEL_CALL";
  private static final String STOPPED = "a request that was stopped";
  private static final String CONTENT = "content in the trail";

  private final Accesses accesses;
  private final CanaryRows rows;
  private final Routes routes;

  ModelTrailProbe(Accesses accesses, CanaryRows rows, Routes routes) {
    this.accesses = accesses;
    this.rows = rows;
    this.routes = routes;
  }

  @Override
  public String id() {
    return "model-trail";
  }

  @Override
  public String attack() {
    return "Asks on every route of the gateway, and with a name that is stopped, and looks in the"
        + " trail for an entry as AI that was there before the request arrived, and for"
        + " anything of what was asked or answered.";
  }

  @Override
  public Duration budget() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void run(ProbeRun run) {
    Canary a = run.canaries().a();
    List<ModelRoute> all = routes.toModels();
    List<String> cases = new ArrayList<>(List.of(STOPPED, CONTENT));
    all.forEach(route -> cases.add(route.toString()));
    run.population("every route of the gateway, from the router, and what the trail says", cases);
    Instant begun = accesses.now(a);
    try (CanaryModels models = CanaryModels.ready(run, a)) {
      models.add(EntityKind.PERSON, "Kalomira" + run.nonce());
      all.forEach(route -> asked(run, models, route));
      stopped(run, models);
    }
    long told = telling(a, begun, run.nonce());
    run.attack(CONTENT, Attempt.of(told == 0, told + " entries hold what was asked"));
  }

  private void asked(ProbeRun run, CanaryModels models, ModelRoute route) {
    Canary a = run.canaries().a();
    Instant before = accesses.now(a);
    Instant since = Instant.now();
    Page answer = models.ask(route, "About Kalomira" + run.nonce());
    List<Request> arrived = run.models().requests(since);
    run.control("the provider is asked", answer.status() == 200 && !arrived.isEmpty());
    run.echo(answer.body());
    List<Accesses.Entry> entries = accesses.since(a, before);
    boolean recorded =
        arrived.stream()
            .allMatch(
                request ->
                    entries.stream()
                        .filter(entry -> entry.begins() && entry.action().equals(CALL))
                        .anyMatch(entry -> isFor(entry, request)));
    run.attack(route.toString(), Attempt.of(recorded, "entries: " + calls(entries)));
  }

  private static boolean isFor(Accesses.Entry entry, Request request) {
    return entry.accessor().equals("a") && !entry.at().isAfter(request.at());
  }

  private static long calls(List<Accesses.Entry> entries) {
    return entries.stream().filter(entry -> entry.action().equals(CALL)).count();
  }

  // In base64, so that replacing leaves it and the second search finds it.
  private void stopped(ProbeRun run, CanaryModels models) {
    Canary a = run.canaries().a();
    Instant before = accesses.now(a);
    byte[] name = ("Kalomira" + run.nonce()).getBytes(StandardCharsets.UTF_8);
    Page answer = models.ask(routes.asking().getFirst(), Base64.getEncoder().encodeToString(name));
    run.control("a name is stopped", answer.status() == 400);
    long refused =
        accesses.since(a, before).stream()
            .filter(entry -> entry.action().equals(CALL) && entry.outcome().equals("REFUSED"))
            .count();
    run.attack(STOPPED, Attempt.of(refused == 1, refused + " entries"));
  }

  private long telling(Canary canary, Instant since, String content) {
    return rows.readTrail(
        canary,
        client ->
            client
                .sql(
                    """
                    SELECT count(*) FROM audit.access AS entry
                     WHERE workspace_id = ? AND at >= ? AND position(? in entry::text) > 0
                    """)
                .params(
                    canary.workspace().value(), since.atOffset(java.time.ZoneOffset.UTC), content)
                .query(Long.class)
                .single());
  }
}
