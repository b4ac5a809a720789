package surety.server.posture.probes;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.posture.record.Running;

/// Reads the public overview as a visitor does and holds it against what runs.
@Component
class OverviewCurrentProbe implements Probe {

  private static final String PATH = "/security/overview";
  private static final Pattern META =
      Pattern.compile("<meta name=\"surety-(build|config)\" content=\"([0-9a-f]{64})\"");
  private static final int LONG = 3_000;
  private static final int TRIES = 24;
  private static final long PAUSE_MILLIS = 250;

  private static final String PUBLIC = "it is public";
  private static final String BUILD = "it names the build that runs";
  private static final String CONFIG = "it names the configuration in effect";
  private static final String DIAGRAM = "it has a diagram";
  private static final String LENGTH = "it is long";

  private final Running running;
  private final CanaryRows rows;

  OverviewCurrentProbe(Running running, CanaryRows rows) {
    this.running = running;
    this.rows = rows;
  }

  @Override
  public String id() {
    return "overview-current";
  }

  @Override
  public String attack() {
    return "Signed out, it opens the overview and compares the build and the configuration that"
        + " the page names with those that run, and looks for the diagram and the text.";
  }

  // Whichever runs first waits until the people of both workspaces have signed in.
  @Override
  public Duration budget() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void run(ProbeRun run) throws InterruptedException {
    run.population(
        "everything that the claim says of the page",
        List.of(PUBLIC, BUILD, CONFIG, DIAGRAM, LENGTH));
    Mark.plant(run, rows);
    var stranger = run.canaries().a().stranger();
    run.control("a visitor reaches public pages", stranger.get("/sign-in").status() == 200);
    var digests = running.digests();
    Page page = stranger.get(PATH);
    // Pages are frozen copies, which are made anew in the moments after a start.
    for (int tries = 0; tries < TRIES && !page.text().contains(digests.build().hex()); tries++) {
      Thread.sleep(PAUSE_MILLIS);
      page = stranger.get(PATH);
    }
    String text = page.text();
    run.attack(PUBLIC, Attempt.of(page.status() == 200, "status " + page.status()));
    run.attack(BUILD, same(meta(text, "build"), digests.build().hex()));
    run.attack(CONFIG, same(meta(text, "config"), digests.config().hex()));
    boolean drawn = text.contains("<figure") && text.contains("<svg");
    run.attack(DIAGRAM, Attempt.of(drawn, drawn ? "there" : "missing"));
    run.attack(LENGTH, Attempt.of(text.length() > LONG, text.length() + " characters"));
    run.measured("length of the page", text.length(), "characters");
  }

  private static Optional<String> meta(String page, String name) {
    Matcher meta = META.matcher(page);
    while (meta.find()) {
      if (meta.group(1).equals(name)) {
        return Optional.of(meta.group(2));
      }
    }
    return Optional.empty();
  }

  private static Attempt same(Optional<String> shown, String runs) {
    return Attempt.of(
        shown.equals(Optional.of(runs)), shown.isEmpty() ? "no digest" : "digests compared");
  }
}
