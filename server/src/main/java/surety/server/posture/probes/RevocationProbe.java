package surety.server.posture.probes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser.Page;

/// Disconnects a source while it is being read, and waits at the vendor for what still comes.
///
/// The vendor breaks its connections first, so that the server is in the middle of its retries: the
/// reading would go on for seconds if nothing stopped it.
@Component
class RevocationProbe implements Probe {

  private static final String RUNNING = "the reading that was under way";
  private static final String NEXT = "a look at the dashboard afterwards";
  private static final String STORED = "the stored credential";
  private static final String GONE = "the connection by its address";

  // What had left the server before it answered may arrive after that.
  private static final Duration ON_ITS_WAY = Duration.ofMillis(400);

  // A second and a half covers the second and the third pause of a reading that would go on.
  private static final Duration WATCH = Duration.ofMillis(1_500);

  private final CanaryRows rows;

  RevocationProbe(CanaryRows rows) {
    this.rows = rows;
  }

  @Override
  public String id() {
    return "revocation";
  }

  @Override
  public String attack() {
    return "Disconnects a source in the middle of a reading and counts the requests that still"
        + " reach the vendor, then looks at the dashboard and for the stored credential.";
  }

  @Override
  public boolean cheap() {
    return false;
  }

  @Override
  public void run(ProbeRun run) throws InterruptedException {
    run.population(
        "everything that uses or holds a credential", List.of(RUNNING, NEXT, STORED, GONE));
    CanaryConnection connection = new CanaryConnection(run, rows);
    CanaryConnection.Stored stored = connection.stored();
    try (CanarySettings settings = CanarySettings.marked(run, rows)) {
      run.control("the credential works before", connection.works(stored));
      run.vendor().up(false);
      settings.touch();
      Page reading = new CanaryDashboard(run).look();
      run.control("a reading is under way", CanaryDashboard.isReading(reading));
      run.control("disconnecting is accepted", connection.remove(stored).status() == 302);
      Thread.sleep(ON_ITS_WAY);
      Instant since = Instant.now();
      run.vendor().up(true);
      Thread.sleep(WATCH);
      int late = run.vendor().requests(since).size();
      run.attack(RUNNING, Attempt.of(late == 0, late + " requests came"));
      afterwards(run, connection, stored);
    } finally {
      run.vendor().up(true);
      if (connection.find().isEmpty()) {
        run.control("it can be connected again", connection.connect(stored).status() == 302);
      }
    }
  }

  private void afterwards(
      ProbeRun run, CanaryConnection connection, CanaryConnection.Stored stored) {
    Instant since = Instant.now();
    Page page = new CanaryDashboard(run).look();
    int sent = run.vendor().requests(since).size();
    boolean figures = CanaryDashboard.hasFigures(page);
    run.attack(NEXT, Attempt.of(sent == 0 && !figures, sent + " requests came"));
    long left = credentials(run.canaries().a(), stored);
    run.attack(STORED, Attempt.of(left == 0, left + " rows are left"));
    int status = connection.test(stored).status();
    run.attack(GONE, Attempt.of(status == 404, "status " + status));
  }

  private long credentials(Canary canary, CanaryConnection.Stored stored) {
    return rows.read(
        canary,
        client ->
            client
                .sql("SELECT count(*) FROM vault.credential WHERE workspace_id = ? AND id = ?")
                .params(canary.workspace().value(), stored.credential().id())
                .query(Long.class)
                .single());
  }
}
