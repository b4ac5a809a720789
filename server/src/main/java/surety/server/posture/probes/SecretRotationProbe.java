package surety.server.posture.probes;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.RecordingVendor.Request;

/// Exchanges the token in Settings → Connections, and looks for the former one in what the vendor
/// is sent.
@Component
class SecretRotationProbe implements Probe {

  private static final String REQUESTS = "the former token in requests after the exchange";
  private static final String ROW = "the former sealed bytes in the row";
  private static final String WRONG = "a token that the vendor does not accept";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final CanaryRows rows;

  SecretRotationProbe(CanaryRows rows) {
    this.rows = rows;
  }

  @Override
  public String id() {
    return "secret-rotation";
  }

  @Override
  public String attack() {
    return "Exchanges a credential in Settings, has figures read, and searches every request that"
        + " the vendor gets for the former one.";
  }

  @Override
  public void run(ProbeRun run) throws InterruptedException {
    run.population("each place where a former token could live on", List.of(REQUESTS, ROW, WRONG));
    CanaryConnection connection = new CanaryConnection(run, rows);
    CanaryConnection.Stored stored = connection.stored();
    try (CanarySettings settings = CanarySettings.marked(run, rows)) {
      String former = run.vendor().token();
      run.control(
          "the former token is in use", CanaryConnection.carries(read(run, settings), former));
      wrong(run, connection, stored);
      String next = run.vendor().rotateToken();
      int status = connection.rotate(stored, next).status();
      run.control("the exchange is accepted", status == 302);
      run.attack(
          ROW,
          Attempt.of(
              !Arrays.equals(stored.sealed(), connection.stored().sealed()), "bytes compared"));
      run.attack(REQUESTS, attempt(run, settings, former, next));
    }
  }

  private static void wrong(
      ProbeRun run, CanaryConnection connection, CanaryConnection.Stored stored) {
    int status = connection.rotate(stored, "wrong-" + run.nonce()).status();
    boolean kept = Arrays.equals(stored.sealed(), connection.stored().sealed());
    run.attack(WRONG, Attempt.of(status == 422 && kept, "status " + status));
  }

  private static Attempt attempt(ProbeRun run, CanarySettings settings, String former, String next)
      throws InterruptedException {
    List<Request> requests = read(run, settings);
    long old = requests.stream().filter(it -> CanaryConnection.holds(it, former)).count();
    if (old > 0) {
      return new Attempt.Succeeded(old + " of " + requests.size() + " requests carry it");
    }
    return CanaryConnection.carries(requests, next)
        ? new Attempt.Refused("all " + requests.size() + " requests carry the new one")
        : new Attempt.Unclear(requests.size() + " requests, not all with the new one");
  }

  private static List<Request> read(ProbeRun run, CanarySettings settings)
      throws InterruptedException {
    settings.touch();
    Instant since = Instant.now();
    new CanaryDashboard(run).settled(PATIENCE);
    return run.vendor().requests(since);
  }
}
