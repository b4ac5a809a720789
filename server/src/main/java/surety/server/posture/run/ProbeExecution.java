package surety.server.posture.run;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import surety.server.posture.probe.Probe;

/// Runs a probe within its budget and tells what came of it.
public final class ProbeExecution {

  private static final Logger LOG = LoggerFactory.getLogger(ProbeExecution.class);
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration CLOCK_JUMP = Duration.ofSeconds(5);

  private final Means means;
  private final Clock clock;

  /// @param clock the time that goes into evidence
  public ProbeExecution(Means means, Clock clock) {
    this.means = means;
    this.clock = clock;
  }

  /// Runs the probe once. Never throws: what goes wrong makes the run invalid.
  ///
  /// @param expectedCases fewer make the run invalid
  public RunReport run(Probe probe, Nonce nonce, int expectedCases) {
    Recording recording = new Recording(nonce, means);
    Instant started = clock.instant();
    long from = System.nanoTime();
    String ended = attempt(probe, recording);
    Duration took = Duration.ofNanos(System.nanoTime() - from);
    Instant finished = clock.instant();
    if (ended.isEmpty() && jumped(started, finished, took)) {
      ended = "the clock was moved during the run";
    }
    return report(probe, nonce, recording.end(ended), expectedCases, started, finished);
  }

  // Returns why the run ended early, or nothing.
  private static String attempt(Probe probe, Recording recording) {
    var ended = new AtomicReference<>("");
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("probe " + probe.id())
            .start(() -> ended.set(run(probe, recording)));
    try {
      Duration budget = probe.budget().compareTo(LONGEST) > 0 ? LONGEST : probe.budget();
      if (!thread.join(budget)) {
        String late = "took longer than " + budget.toMillis() + " ms";
        recording.end(late);
        thread.interrupt();
        thread.join(GRACE);
        return late;
      }
      return Objects.requireNonNull(ended.get());
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private static String run(Probe probe, Recording recording) {
    try {
      probe.run(recording);
      return "";
    } catch (Recording.Unable e) {
      return String.valueOf(e.getMessage());
    } catch (SQLException e) {
      LOG.debug("probe {} ended", probe.id(), e);
      return "SQLException, state " + e.getSQLState();
    } catch (Throwable e) {
      // Its message may hold what must not be published.
      LOG.debug("probe {} ended", probe.id(), e);
      return e.getClass().getSimpleName() + at(e);
    }
  }

  private static String at(Throwable e) {
    for (StackTraceElement frame : e.getStackTrace()) {
      if (frame.getClassName().startsWith("surety.")) {
        return " in " + frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return "";
  }

  private static boolean jumped(Instant from, Instant to, Duration took) {
    return Duration.between(from, to).minus(took).abs().compareTo(CLOCK_JUMP) > 0;
  }

  private static RunReport report(
      Probe probe, Nonce nonce, Findings run, int expected, Instant started, Instant ended) {
    var redactor = new Redactor();
    Verdict verdict = Judge.verdict(run, expected);
    return new RunReport(
        probe.id(),
        ProbeDigest.of(probe),
        nonce,
        new Verdict(verdict.outcome(), redactor.clean(verdict.reason())),
        run.cases(expected),
        redactor.clean(run.populationHow),
        started,
        ended,
        run.measured,
        redactor.clean(run.transcript()),
        redactor.redactions());
  }
}
