package surety.server.posture.probes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.posture.probes.CanaryDashboard.Planted;

/// Waits until figures are too old, and tries to have them held for longer.
@Component
class FigureAgeProbe implements Probe {

  private static final String PAST_AGE = "figures past their age";
  private static final String NEW_FETCH = "no fetch after their age";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration AGE = Duration.ofSeconds(1);
  private static final Duration MARGIN = Duration.ofMillis(60);
  private static final List<String> TOO_LONG =
      List.of("901", "86400", "2147483648", "0", "-1", "900.5", "");

  private final CanaryRows rows;

  FigureAgeProbe(CanaryRows rows) {
    this.rows = rows;
  }

  @Override
  public String id() {
    return "figure-age";
  }

  @Override
  public String attack() {
    return "Sets the longest age to one second, changes the figure at the source, waits a second"
        + " and looks for the former figure; and asks for ages beyond 15 minutes.";
  }

  @Override
  public void run(ProbeRun run) throws InterruptedException {
    List<String> cases = new ArrayList<>(List.of(PAST_AGE, NEW_FETCH));
    TOO_LONG.forEach(seconds -> cases.add(named(seconds)));
    run.population("each way past the age that a workspace can set", cases);
    try (CanarySettings settings = CanarySettings.marked(run, rows)) {
      grow(run, settings);
      outlive(run, settings);
    }
  }

  private static String named(String seconds) {
    return "an age of '" + seconds + "' seconds";
  }

  private void grow(ProbeRun run, CanarySettings settings) {
    int before = stored(run).figureSeconds();
    for (String seconds : TOO_LONG) {
      Page page = settings.figureAge(seconds);
      boolean kept = stored(run).figureSeconds() == before;
      run.attack(
          named(seconds),
          kept && page.status() != 422
              ? new Attempt.Unclear("status " + page.status())
              : Attempt.of(kept, "status " + page.status()));
    }
  }

  private void outlive(ProbeRun run, CanarySettings settings) throws InterruptedException {
    CanaryDashboard dashboard = new CanaryDashboard(run);
    Planted first = dashboard.plant(1);
    run.control("an age within the bounds is accepted", settings.figureAge("1").status() == 302);
    Instant begun = Instant.now();
    Page page = dashboard.settled(PATIENCE);
    run.control("the planted figure is shown", first.isOn(page));
    Instant read = Instant.now();
    boolean heldWithinAge = heldWithin(run, dashboard, begun, first);
    Planted second = dashboard.plant(2);
    Thread.sleep(AGE.plus(MARGIN));
    Instant waited = Instant.now();
    Page later = dashboard.settled(PATIENCE);
    run.control("within its age a figure is held", heldWithinAge);
    run.attack(PAST_AGE, Attempt.of(!first.isOn(later), "status " + later.status()));
    boolean asked = !run.vendor().requests(waited).isEmpty();
    run.attack(NEW_FETCH, Attempt.of(asked && second.isOn(later), "source asked: " + asked));
    run.measured("age when asked again", (double) Duration.between(read, waited).toMillis(), "ms");
  }

  // A slow machine may be past the age before it comes to look again; that says nothing.
  private static boolean heldWithin(
      ProbeRun run, CanaryDashboard dashboard, Instant begun, Planted planted) {
    Instant since = Instant.now();
    Page again = dashboard.look();
    boolean late = Duration.between(begun, Instant.now()).compareTo(AGE) >= 0;
    return late || (planted.isOn(again) && run.vendor().requests(since).isEmpty());
  }

  private CanarySettings.Stored stored(ProbeRun run) {
    return CanarySettings.stored(run.canaries().a(), rows);
  }
}
