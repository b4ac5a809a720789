package surety.server.posture.probes;

import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.workspace.Permission;
import surety.server.workspace.Role;

/// Leaves an entry in one workspace's trail that is told from all others, and looks for it from
/// everywhere.
@Component
class TrailVisibilityProbe implements Probe {

  private static final String OWN = "the workspace's own trail within five seconds";
  private static final String BY_SQL = "another workspace's injected SQL";
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  private final Routes routes;
  private final InjectedSql injected;
  private final CanaryRows rows;

  TrailVisibilityProbe(Routes routes, InjectedSql injected, CanaryRows rows) {
    this.routes = routes;
    this.injected = injected;
    this.rows = rows;
  }

  @Override
  public String id() {
    return "trail-visibility";
  }

  @Override
  public String attack() {
    return "It leaves an entry with a day of its own in one workspace's trail, waits at most five"
        + " seconds for it to show there, and looks for it as every role that may not see it, from"
        + " another workspace and signed out.";
  }

  // Whichever runs first waits until the people of both workspaces have signed in.
  @Override
  public Duration budget() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void run(ProbeRun run) throws InterruptedException {
    List<Route> pages =
        routes.all().stream()
            .filter(route -> route.reads() && route.needed().contains(Permission.AUDIT_VIEW))
            .filter(route -> !route.namesObject())
            .toList();
    List<String> cases = new ArrayList<>(List.of(OWN, BY_SQL));
    for (Route page : pages) {
      blind().forEach(role -> cases.add(page + " as role " + role));
      cases.add(page + " of another workspace");
      cases.add(page + " as another workspace's owner");
      cases.add(page + " signed out");
    }
    run.population("every route that shows the trail, by every role without the right", cases);
    TargetBrowser owner = Mark.plant(run, rows);
    String day = day(run);
    run.attack(OWN, visible(run, owner, day));
    run.echo(owner.get(trail(run.canaries().a()) + "/changes").body());
    pages.forEach(page -> look(run, page, day));
    run.attack(
        BY_SQL,
        injected
            .run(
                run.canaries().b().workspace(),
                "SELECT 1 FROM audit.access WHERE workspace_id = ? LIMIT 1",
                run.canaries().a().workspace().value())
            .mustReachNothing());
  }

  private static List<Role> blind() {
    return Arrays.stream(Role.values())
        .filter(role -> !role.permissions().contains(Permission.AUDIT_VIEW))
        .toList();
  }

  private static String trail(Canary canary) {
    return "/w/" + canary.workspace() + "/security";
  }

  // A day of the nineteenth century, which no other look at the trail asks for.
  private static String day(ProbeRun run) {
    int days = new BigInteger(run.nonce(), 16).mod(BigInteger.valueOf(36_000)).intValueExact();
    return LocalDate.of(1801, 1, 1).plusDays(days).toString();
  }

  // Asking for the trail from that day on is an access that is recorded with the day.
  private Attempt visible(ProbeRun run, TargetBrowser owner, String day)
      throws InterruptedException {
    String trail = trail(run.canaries().a());
    long from = System.nanoTime();
    owner.get(trail + "?from=" + day);
    boolean seen = owner.get(trail).text().contains(day);
    while (!seen && System.nanoTime() - from < PATIENCE_NANOS) {
      Thread.sleep(100);
      seen = owner.get(trail).text().contains(day);
    }
    run.control("the trail's page answers its owner", owner.get(trail).status() == 200);
    run.measured("until the entry showed", (System.nanoTime() - from) / 1e6, "ms");
    return Attempt.of(seen, seen ? "shown" : "not shown");
  }

  private void look(ProbeRun run, Route page, String day) {
    Canary a = run.canaries().a();
    Canary b = run.canaries().b();
    String path = page.path(a.workspace(), "");
    for (Role role : blind()) {
      // Its own members read the workspace's name on every page, and only that.
      Page answer = a.as(role).get(path);
      boolean kept = answer.status() == 403 && !answer.text().contains(day);
      run.attack(page + " as role " + role, Attempt.of(kept, "status " + answer.status()));
    }
    TargetBrowser other = b.as(Role.OWNER);
    String own = page.path(b.workspace(), "");
    run.attack(page + " of another workspace", hidden(run, other.get(own), 200, day));
    run.attack(page + " as another workspace's owner", hidden(run, other.get(path), 404, day));
    run.attack(page + " signed out", silent(run, b.stranger().get(path), day));
  }

  private static Attempt hidden(ProbeRun run, Page page, int expected, String day) {
    return page.status() == expected
        ? silent(run, page, day)
        : new Attempt.Succeeded("status " + page.status());
  }

  private static Attempt silent(ProbeRun run, Page page, String day) {
    boolean tells = page.text().contains(day) || Mark.isIn(run, page);
    return Attempt.of(!tells, "status " + page.status());
  }
}
