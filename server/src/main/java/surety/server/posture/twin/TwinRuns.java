package surety.server.posture.twin;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import surety.evidence.JsonObject;
import surety.server.posture.NegativeControls;
import surety.server.posture.PostureSettings;
import surety.server.posture.claim.Claims;
import surety.server.posture.record.EvidenceLedger;
import surety.server.posture.record.Running;

/// Has a twin of this server show that each probe can fail: for each new build or configuration,
/// and again before the former showing runs out.
@Component
public class TwinRuns {

  private static final Logger LOG = LoggerFactory.getLogger(TwinRuns.class);
  private static final long MINUTE_MILLIS = 60_000;
  private static final Duration RETRY = Duration.ofHours(1);
  // What a complete run did not show, the next one will hardly show.
  private static final Duration RETRY_COMPLETE = Duration.ofHours(6);

  private final PostureSettings settings;
  private final Claims claims;
  private final NegativeControls controls;
  private final EvidenceLedger ledger;
  private final Running running;
  private final Clock clock;
  private final ReentrantLock one = new ReentrantLock();
  private volatile Instant notBefore = Instant.MIN;

  TwinRuns(
      PostureSettings settings,
      Claims claims,
      NegativeControls controls,
      EvidenceLedger ledger,
      Running running,
      Clock clock) {
    this.settings = settings;
    this.claims = claims;
    this.controls = controls;
    this.ledger = ledger;
    this.running = running;
    this.clock = clock;
  }

  /// Runs probes against faults and puts the results into the ledger.
  ///
  /// @param part which probes and faults
  /// @param progress is told each step
  /// @return the kill matrix; empty if the twin broke off
  /// @throws IllegalArgumentException if this server was not told where the twin lies, or another
  ///     run goes on
  public Optional<JsonObject> run(TwinPart part, Consumer<JsonObject> progress) {
    TwinProgram program =
        program().orElseThrow(() -> new IllegalArgumentException("this server has no twin"));
    if (!one.tryLock()) {
      throw new IllegalArgumentException("a twin runs already");
    }
    try {
      TwinReport report = new TwinReport(program.digest(), controls::append, progress);
      program.run(part, report);
      return report.matrix();
    } finally {
      one.unlock();
    }
  }

  /// Long after the start, so that it does not slow the first requests.
  @Scheduled(fixedDelay = 10 * MINUTE_MILLIS, initialDelay = 5 * MINUTE_MILLIS)
  void whenDue() {
    Instant now = clock.instant();
    if (program().isEmpty() || !settings.attacksItself() || now.isBefore(notBefore)) {
      return;
    }
    if (!TwinSchedule.isDue(ledger.current(), claims, running.digests(), now)) {
      return;
    }
    notBefore = now.plus(RETRY);
    try {
      LOG.info("a twin of this server shows whether each probe can fail");
      Optional<JsonObject> matrix = run(TwinPart.everything(), _ -> {});
      notBefore = now.plus(matrix.isPresent() ? RETRY_COMPLETE : RETRY);
      tell(matrix);
    } catch (UncheckedIOException | DataAccessException | IllegalArgumentException e) {
      LOG.error("the twin's run came to nothing; tried again in an hour", e);
    }
  }

  private static void tell(Optional<JsonObject> matrix) {
    if (matrix.isEmpty()) {
      LOG.error("the twin broke off before it had tried everything; tried again in an hour");
      return;
    }
    matrix.get().texts("holes").forEach(hole -> LOG.warn("kill matrix: {}", hole));
  }

  private Optional<TwinProgram> program() {
    Path jar = settings.twin();
    return jar == null ? Optional.empty() : Optional.of(new TwinProgram(jar));
  }
}
