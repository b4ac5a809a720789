package surety.server.posture.probes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.posture.probes.CanaryDashboard.Planted;
import surety.server.posture.scan.Needle;
import surety.server.posture.scan.Scanner;
import surety.server.workspace.Role;

/// Has figures read that are like no others, takes the disk, and searches it for them.
@Component
class FiguresAtRestProbe implements Probe {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration CLOCK_OF_FILES = Duration.ofSeconds(2);
  private static final Pattern DOWNLOAD = Pattern.compile("href=\"(/w/[^\"]+\\.csv\\?range=6)\"");
  private static final int COST_RATE = 70;
  private static final String WORKSPACES = StolenDisk.table("workspace.workspace");
  private static final String LOG = "write-ahead log of the database";

  private final CanaryRows rows;
  private final StolenDisk disk;

  FiguresAtRestProbe(CanaryRows rows, StolenDisk disk) {
    this.rows = rows;
    this.disk = disk;
  }

  @Override
  public String id() {
    return "figures-at-rest";
  }

  @Override
  public String attack() {
    return "Has unique amounts and texts read and shown, copies the running database with its log,"
        + " opens the copy, and searches every column, file, mail and message for them in every"
        + " usual encoding.";
  }

  @Override
  public Duration budget() {
    return Duration.ofSeconds(40);
  }

  @Override
  public boolean cheap() {
    return false;
  }

  @Override
  public void run(ProbeRun run) throws IOException, InterruptedException {
    disk.obstacle().ifPresent(run::unable);
    Instant since = Instant.now().minus(CLOCK_OF_FILES);
    try (CanarySettings settings = CanarySettings.marked(run, rows)) {
      CanaryDashboard dashboard = new CanaryDashboard(run);
      Planted planted = dashboard.plant(1);
      settings.rename(CanarySettings.name(run));
      Page page = dashboard.settled(PATIENCE);
      run.control("the planted figure is shown", planted.isOn(page));
      export(run, page);
      search(run, since, planted);
    }
  }

  // Figures leave as files too.
  private static void export(ProbeRun run, Page page) {
    TargetBrowser owner = run.canaries().a().as(Role.OWNER);
    DOWNLOAD.matcher(page.text()).results().forEach(link -> owner.get(link.group(1)));
  }

  private void search(ProbeRun run, Instant since, Planted planted)
      throws IOException, InterruptedException {
    Scanner scanner = new Scanner(needles(planted));
    long begun = System.nanoTime();
    try (StolenDisk.Loot loot = disk.take()) {
      run.measured("time to copy and open the database", secondsSince(begun), "s");
      run.population(
          "every table of the copied database, and every place for files", loot.places().keySet());
      controls(run, loot, since, planted, scanner);
      for (String place : loot.places().keySet()) {
        boolean found = loot.holds(place, since, bytes -> !scanner.bytes(place, bytes).isEmpty());
        run.attack(place, Attempt.of(!found, found ? "a planted value is there" : "nothing"));
      }
    }
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  private static void controls(
      ProbeRun run, StolenDisk.Loot loot, Instant since, Planted planted, Scanner scanner)
      throws IOException {
    Scanner stored = new Scanner(Needle.ofText(run.nonce()));
    run.control(
        "what is stored on purpose is found in its table",
        loot.holds(WORKSPACES, since, bytes -> !stored.bytes(WORKSPACES, bytes).isEmpty()));
    run.control(
        "what is stored on purpose is found in the log",
        loot.holds(LOG, since, bytes -> !stored.bytes(LOG, bytes).isEmpty()));
    run.control("a planted value in a compressed file is found", findsPacked(planted, scanner));
  }

  private static boolean findsPacked(Planted planted, Scanner scanner) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(("{\"worth\":" + planted.worth() + "}").getBytes(StandardCharsets.UTF_8));
    }
    Set<String> found = scanner.bytes("", packed.toByteArray());
    return !found.isEmpty();
  }

  private static List<Needle> needles(Planted planted) {
    List<Needle> needles = new ArrayList<>(Needle.ofText(planted.mark()));
    for (long amount : List.of(planted.hours(), planted.worth(), planted.hours() * COST_RATE)) {
      needles.addAll(Needle.ofAmount(BigDecimal.valueOf(amount)));
    }
    return needles;
  }
}
