package surety.server.posture.probes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.RecordingVendor.Request;
import surety.server.posture.probe.TargetBrowser;
import surety.server.workspace.Role;

/// Records every opening of a credential while pages are looked at and figures are read, and lays
/// them beside the requests that the vendor got.
@Component
class SecretUsePairedProbe implements Probe {

  private static final String EVENT = "surety.CredentialOpened";
  private static final String READING = "the reading of figures";
  private static final String TEST = "the test of the connection";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration CLOCKS = Duration.ofMillis(40);

  private final CanaryRows rows;
  private final Routes routes;

  SecretUsePairedProbe(CanaryRows rows, Routes routes) {
    this.rows = rows;
    this.routes = routes;
  }

  @Override
  public String id() {
    return "secret-use-paired";
  }

  @Override
  public String attack() {
    return "Looks at every page that needs no source, then has figures read and the connection"
        + " tried, and pairs each opening of the credential with a request that the vendor got"
        + " meanwhile.";
  }

  /// From when until when something was done.
  private record Span(Instant from, Instant until) {
    boolean holds(Instant time) {
      return !time.isBefore(from) && !time.isAfter(until);
    }
  }

  @Override
  public void run(ProbeRun run) throws IOException, InterruptedException {
    CanaryConnection connection = new CanaryConnection(run, rows);
    CanaryConnection.Stored stored = connection.stored();
    List<Route> pages =
        routes.all().stream().filter(route -> route.reads() && route.inWorkspace()).toList();
    List<String> cases = new ArrayList<>(List.of(READING, TEST));
    pages.forEach(page -> cases.add(page.toString()));
    run.population("every page of a workspace in the router, and each use of a source", cases);
    try (CanarySettings settings = CanarySettings.marked(run, rows);
        Recording recording = new Recording()) {
      recording.enable(EVENT).withoutThreshold();
      Map<String, Span> spans = act(run, settings, connection, stored, pages, recording);
      judge(run, spans, openings(run, recording));
    }
  }

  private static Map<String, Span> act(
      ProbeRun run,
      CanarySettings settings,
      CanaryConnection connection,
      CanaryConnection.Stored stored,
      List<Route> pages,
      Recording recording)
      throws InterruptedException {
    Map<String, Span> spans = new LinkedHashMap<>();
    CanaryDashboard dashboard = new CanaryDashboard(run);
    settings.touch();
    recording.start();
    Instant begun = Instant.now();
    boolean shown = CanaryDashboard.hasFigures(dashboard.settled(PATIENCE));
    spans.put(READING, new Span(begun, Instant.now()));
    run.control("figures are read", shown);
    Thread.sleep(CLOCKS.multipliedBy(2));
    TargetBrowser owner = run.canaries().a().as(Role.OWNER);
    for (Route page : pages) {
      Instant from = Instant.now();
      owner.get(page.path(run.canaries().a(), stored.id()));
      spans.put(page.toString(), new Span(from, Instant.now()));
    }
    Thread.sleep(CLOCKS.multipliedBy(2));
    Instant from = Instant.now();
    run.control("the connection can be tried", connection.test(stored).status() == 302);
    spans.put(TEST, new Span(from, Instant.now()));
    recording.stop();
    return spans;
  }

  private static List<Span> openings(ProbeRun run, Recording recording) throws IOException {
    Path file = Files.createTempFile("openings", ".jfr");
    try {
      recording.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> event.getEventType().getName().equals(EVENT))
          .filter(
              event ->
                  run.canaries().a().workspace().toString().equals(event.getString("workspace")))
          .map(event -> new Span(event.getStartTime(), event.getEndTime()))
          .sorted(Comparator.comparing(Span::until))
          .toList();
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void judge(ProbeRun run, Map<String, Span> spans, List<Span> openings) {
    run.control("openings are recorded", !openings.isEmpty());
    run.measured("openings", openings.size(), "openings");
    Instant begun =
        spans.values().stream().map(Span::from).min(Comparator.naturalOrder()).orElseThrow();
    List<Request> requests = run.vendor().requests(begun);
    List<Span> unpaired = unpaired(openings, requests);
    List<Request> uncovered =
        requests.stream().filter(request -> !isCovered(request, openings)).toList();
    spans.forEach(
        (name, span) -> {
          long alone = unpaired.stream().filter(it -> span.holds(it.from())).count();
          run.attack(name, Attempt.of(alone == 0, alone + " openings without a request"));
        });
    run.control("every request had its opening", uncovered.isEmpty());
    long elsewhere =
        unpaired.stream()
            .filter(it -> spans.values().stream().noneMatch(span -> span.holds(it.from())))
            .count();
    run.attack(READING, Attempt.of(elsewhere == 0, elsewhere + " openings beside any request"));
  }

  // Each opening takes a request of its own within its time, the earliest that ends first.
  private static List<Span> unpaired(List<Span> openings, List<Request> requests) {
    List<Request> free = new ArrayList<>(requests);
    List<Span> alone = new ArrayList<>();
    for (Span opening : openings) {
      var own = free.stream().filter(request -> isWithin(request, opening)).findFirst();
      own.ifPresentOrElse(free::remove, () -> alone.add(opening));
    }
    return alone;
  }

  private static boolean isCovered(Request request, List<Span> openings) {
    return openings.stream().anyMatch(opening -> isWithin(request, opening));
  }

  // The recorder and the vendor read different clocks.
  private static boolean isWithin(Request request, Span opening) {
    return new Span(opening.from().minus(CLOCKS), opening.until().plus(CLOCKS)).holds(request.at());
  }
}
