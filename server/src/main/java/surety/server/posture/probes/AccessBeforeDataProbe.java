package surety.server.posture.probes;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.springframework.stereotype.Component;
import surety.server.connect.Fetch;
import surety.server.insight.Figures;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.RecordingVendor.Request;
import surety.server.workspace.PrincipalId;

/// Causes reads of source data in every way that there is, and holds the vendor's own log against
/// the trail.
@Component
class AccessBeforeDataProbe implements Probe {

  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final int LOOKS = 5;
  private static final String PAGE = "a member's page that has the figures read";
  private static final String MEMORY = "a member's page from memory";
  private static final String REBUILD = "figures that a member has read again";
  private static final String REFRESH = "a refresh by the server itself";
  private static final String EXPORT = "a file of figures";

  private final Figures figures;
  private final Accesses accesses;
  private final CanaryRows rows;

  AccessBeforeDataProbe(Figures figures, Accesses accesses, CanaryRows rows) {
    this.figures = figures;
    this.accesses = accesses;
    this.rows = rows;
  }

  @Override
  public String id() {
    return "access-before-data";
  }

  @Override
  public String attack() {
    return "It causes reads by a member's page, from memory, by a rebuild, by the server's own"
        + " refresh and by a file, and compares each request that arrived at the vendor, and"
        + " each page that showed figures, with the trail: an entry that is missing, late or"
        + " in another's name is a failure.";
  }

  // Whichever runs first waits until the people of both workspaces have signed in.
  @Override
  public Duration budget() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void run(ProbeRun run) throws InterruptedException {
    run.population("every cause of a read", List.of(PAGE, MEMORY, REBUILD, REFRESH, EXPORT));
    Canary a = run.canaries().a();
    String owner = accesses.member(a, "OWNER").toString();
    CanaryDashboard dashboard = new CanaryDashboard(run);
    dashboard.plant(1);
    run.control("the vendor is read", reads(run, PAGE, owner, () -> dashboard.settled(PATIENCE)));
    looks(run, dashboard, owner);
    reads(run, REBUILD, owner, () -> dashboard.settled(PATIENCE));
    reads(run, REFRESH, PrincipalId.SYSTEM.value().toString(), () -> refresh(run, a));
    export(run, a, owner);
    new CanarySettings(run, rows).rename("Rehearsal " + run.nonce());
    run.echo(dashboard.look().body());
  }

  private interface Cause extends Callable<Object> {
    @Override
    Object call() throws InterruptedException;
  }

  // Each request has an entry that began before it and names what it fetched, in the name of who
  // caused it.
  private boolean reads(ProbeRun run, String which, String principal, Cause cause)
      throws InterruptedException {
    Canary a = run.canaries().a();
    figures.forget(a.workspace());
    Instant before = accesses.now(a);
    Instant since = Instant.now();
    cause.call();
    List<Request> requests = settled(run, since);
    List<Accesses.Entry> entries = accesses.since(a, before);
    int unlogged = 0;
    for (Request request : requests) {
      unlogged += isLogged(request, entries, principal) ? 0 : 1;
    }
    run.measured("requests at the vendor: " + which, requests.size(), "requests");
    run.attack(
        which,
        Attempt.of(
            unlogged == 0,
            unlogged + " of " + requests.size() + " requests without an entry before them"));
    return !requests.isEmpty();
  }

  private static boolean isLogged(Request request, List<Accesses.Entry> entries, String principal) {
    Optional<String> kind = kind(request);
    return entries.stream()
        .filter(entry -> entry.begins() && entry.action().equals("SOURCE_FETCH"))
        .filter(entry -> kind.isEmpty() || entry.kind().equals(kind.get()))
        .filter(entry -> entry.principal().equals(UUID.fromString(principal)))
        .anyMatch(entry -> !entry.at().isAfter(request.at()));
  }

  // The collection in the path, where it is called as the fetch is.
  private static Optional<String> kind(Request request) {
    return Arrays.stream(Fetch.values())
        .filter(fetch -> request.path().matches(".*/" + fetch.key() + "(\\?.*)?"))
        .map(Fetch::kind)
        .findFirst();
  }

  private static List<Request> settled(ProbeRun run, Instant since) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    List<Request> requests = run.vendor().requests(since);
    int before = -1;
    while (requests.size() != before && System.nanoTime() < until) {
      before = requests.size();
      Thread.sleep(120);
      requests = run.vendor().requests(since);
    }
    return requests;
  }

  // As the schedule does, only now.
  private Object refresh(ProbeRun run, Canary a) throws InterruptedException {
    Instant since = Instant.now();
    figures.refresh(rows.figures(a));
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (run.vendor().requests(since).isEmpty() && System.nanoTime() < until) {
      Thread.sleep(20);
    }
    return since;
  }

  private void looks(ProbeRun run, CanaryDashboard dashboard, String owner)
      throws InterruptedException {
    Canary a = run.canaries().a();
    Instant since = Instant.now();
    Instant before = accesses.now(a);
    int shown = 0;
    for (int i = 0; i < LOOKS; i++) {
      shown += CanaryDashboard.hasFigures(dashboard.look()) ? 1 : 0;
    }
    run.control(
        "figures are shown from memory", shown == LOOKS && run.vendor().requests(since).isEmpty());
    long entries = count(accesses.since(a, before), "CACHE_READ", owner);
    run.attack(MEMORY, Attempt.of(entries == shown, entries + " entries for " + shown + " pages"));
  }

  private void export(ProbeRun run, Canary a, String owner) {
    Instant before = accesses.now(a);
    Map<String, Integer> answers = new LinkedHashMap<>();
    String path = "/w/" + a.workspace() + "/dashboard/";
    for (String table : List.of("revenue", "utilisation", "margin", "pipeline", "receivables")) {
      var page = a.as(surety.server.workspace.Role.OWNER).get(path + table + ".csv");
      if (page.status() == 200) {
        answers.put(table, page.status());
      }
    }
    run.control("a file can be had", !answers.isEmpty());
    long entries = count(accesses.since(a, before), "EXPORT", owner);
    run.attack(
        EXPORT,
        Attempt.of(
            entries >= answers.size(), entries + " entries for " + answers.size() + " files"));
  }

  private static long count(List<Accesses.Entry> entries, String action, String principal) {
    return entries.stream()
        .filter(entry -> entry.action().equals(action))
        .filter(entry -> entry.principal().equals(UUID.fromString(principal)))
        .count();
  }
}
