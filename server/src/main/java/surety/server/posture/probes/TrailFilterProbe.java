package surety.server.posture.probes;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import surety.server.insight.Figures;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.workspace.Accessor;

/// Asks the trail for one capacity and for some days, and looks for entries that do not belong.
@Component
class TrailFilterProbe implements Probe {

  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Pattern ENTRY =
      Pattern.compile(
          "<time[^>]*datetime=\"([0-9]{4}-[0-9]{2}-[0-9]{2})[^\"]*\"[^>]*>[^<]*</time></td>"
              + "\\s*<td[^>]*><span class=\"badge\"[^>]*>([^<]+)</span>");
  private static final List<String> JUNK =
      List.of(
          "accessor=nobody",
          "accessor=USER",
          "from=yesterday",
          "to=2026-02-30",
          "from=2026-02-01&to=2026-01-01",
          "from=+12026-01-01");

  private final Figures figures;
  private final CanaryRows rows;

  TrailFilterProbe(Figures figures, CanaryRows rows) {
    this.figures = figures;
    this.rows = rows;
  }

  @Override
  public String id() {
    return "trail-filter";
  }

  @Override
  public String attack() {
    return "With entries of a member and of the server in the trail, it filters by every capacity"
        + " and by days, and by filters that make no sense: an entry that does not belong, one that"
        + " is missing, or any answer to nonsense is a failure.";
  }

  // Whichever runs first waits until the people of both workspaces have signed in.
  @Override
  public Duration budget() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void run(ProbeRun run) throws InterruptedException {
    List<String> cases = new ArrayList<>(JUNK);
    Arrays.stream(Accessor.values()).forEach(accessor -> cases.add(query(accessor)));
    cases.addAll(List.of("from tomorrow", "until yesterday", "today"));
    run.population("every capacity, days around today, and nonsense", cases);
    TargetBrowser owner = Mark.plant(run, rows);
    String trail = "/w/" + run.canaries().a().workspace() + "/security";
    run.echo(owner.get(trail + "/changes").body());
    seed(run, owner, trail);
    for (Accessor accessor : Accessor.values()) {
      run.attack(query(accessor), capacity(owner.get(trail + "?" + query(accessor)), accessor));
    }
    days(run, owner, trail);
    for (String junk : JUNK) {
      Page page = owner.get(trail + "?" + junk);
      boolean refused = page.status() == 400 && entries(page).isEmpty();
      run.attack(junk, Attempt.of(refused, "status " + page.status()));
    }
  }

  private static String query(Accessor accessor) {
    return "accessor=" + accessor.name().toLowerCase(Locale.ROOT);
  }

  // An entry of the owner, and one of the server by itself.
  private void seed(ProbeRun run, TargetBrowser owner, String trail) throws InterruptedException {
    figures.refresh(rows.figures(run.canaries().a()));
    Set<String> found = Set.of();
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!found.containsAll(List.of("User", "System")) && System.nanoTime() < until) {
      Thread.sleep(50);
      found = capacities(entries(owner.get(trail)));
    }
    run.control("the whole trail shows a member's and the server's entries", found.size() >= 2);
  }

  private record Shown(LocalDate day, String capacity) {}

  private static List<Shown> entries(Page page) {
    List<Shown> entries = new ArrayList<>();
    Matcher entry = ENTRY.matcher(page.text());
    while (entry.find()) {
      entries.add(new Shown(LocalDate.parse(entry.group(1)), entry.group(2)));
    }
    return entries;
  }

  private static Set<String> capacities(List<Shown> entries) {
    Set<String> found = new LinkedHashSet<>();
    entries.forEach(entry -> found.add(entry.capacity()));
    return found;
  }

  // The seeded ones must be there, so that an empty page does not pass for a filter.
  private static Attempt capacity(Page page, Accessor accessor) {
    Set<String> found = capacities(entries(page));
    boolean seeded = accessor == Accessor.USER || accessor == Accessor.SYSTEM;
    Set<String> only = Set.of(accessor.label());
    boolean right = page.status() == 200 && (seeded ? found.equals(only) : only.containsAll(found));
    return Attempt.of(right, "entries of " + found);
  }

  private static void days(ProbeRun run, TargetBrowser owner, String trail) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    List<Shown> later = entries(owner.get(trail + "?from=" + today.plusDays(1)));
    run.attack("from tomorrow", Attempt.of(later.isEmpty(), later.size() + " entries"));
    long wrong =
        entries(owner.get(trail + "?to=" + today.minusDays(1))).stream()
            .filter(entry -> entry.day().isAfter(today.minusDays(1)))
            .count();
    run.attack("until yesterday", Attempt.of(wrong == 0, wrong + " entries of today"));
    List<Shown> now = entries(owner.get(trail + "?from=" + today + "&to=" + today));
    boolean right = !now.isEmpty() && now.stream().allMatch(entry -> !entry.day().isBefore(today));
    run.attack("today", Attempt.of(right, now.size() + " entries"));
  }
}
