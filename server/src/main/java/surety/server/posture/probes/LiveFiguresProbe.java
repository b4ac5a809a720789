package surety.server.posture.probes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.posture.probes.CanaryDashboard.Planted;

/// Changes a record at the source, and takes the source away, and looks whether the figure follows.
@Component
class LiveFiguresProbe implements Probe {

  private static final String CHANGED = "a changed record";
  private static final String DOWN_AT_ONCE = "a source that stopped answering, at once";
  private static final String DOWN_AT_LAST = "a source that stopped answering, when it is given up";
  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final Duration AGE = Duration.ofMillis(1_060);

  private final CanaryRows rows;

  LiveFiguresProbe(CanaryRows rows) {
    this.rows = rows;
  }

  @Override
  public String id() {
    return "live-figures";
  }

  @Override
  public String attack() {
    return "Changes a record at the source and has the dashboard read again; then breaks every"
        + " connection to the source, and looks for the old figure on the page.";
  }

  @Override
  public void run(ProbeRun run) throws InterruptedException {
    run.population(
        "each way in which a source and the figures can part",
        List.of(CHANGED, DOWN_AT_ONCE, DOWN_AT_LAST));
    try (CanarySettings settings = CanarySettings.marked(run, rows)) {
      Planted changed = change(run, settings);
      takeAway(run, settings, changed);
    } finally {
      run.vendor().up(true);
    }
  }

  private static Planted change(ProbeRun run, CanarySettings settings) throws InterruptedException {
    CanaryDashboard dashboard = new CanaryDashboard(run);
    Planted first = dashboard.plant(1);
    settings.figureAge("1");
    Instant since = Instant.now();
    Page page = dashboard.settled(PATIENCE);
    run.control("the planted figure is shown", first.isOn(page));
    run.control("the source was asked for it", !run.vendor().requests(since).isEmpty());
    Planted second = dashboard.plant(2);
    Thread.sleep(AGE);
    dashboard.refresh();
    Page after = dashboard.settled(PATIENCE);
    run.attack(CHANGED, followed(after, first, second));
    return second;
  }

  private static Attempt followed(Page after, Planted former, Planted now) {
    if (former.isOn(after)) {
      return new Attempt.Succeeded("the former figure is shown");
    }
    return now.isOn(after)
        ? new Attempt.Refused("the figure followed")
        : new Attempt.Unclear("neither figure is shown, status " + after.status());
  }

  private static void takeAway(ProbeRun run, CanarySettings settings, Planted last)
      throws InterruptedException {
    CanaryDashboard dashboard = new CanaryDashboard(run);
    run.vendor().up(false);
    settings.figureAge("1");
    Page once = dashboard.look();
    run.attack(DOWN_AT_ONCE, Attempt.of(!last.isOn(once), "status " + once.status()));
    run.attack(DOWN_AT_LAST, absent(dashboard.settled(PATIENCE), last));
    // Whoever looks after the one who waited may be served from elsewhere.
    run.attack(DOWN_AT_LAST, absent(dashboard.look(), last));
  }

  private static Attempt absent(Page page, Planted last) {
    if (last.isOn(page) || CanaryDashboard.hasFigures(page)) {
      return new Attempt.Succeeded("figures are shown");
    }
    return CanaryDashboard.saysThereIsNothing(page)
        ? new Attempt.Refused("the page says that there are no figures")
        : new Attempt.Unclear("status " + page.status());
  }
}
