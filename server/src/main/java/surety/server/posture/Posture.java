package surety.server.posture;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import surety.evidence.ClaimState;
import surety.evidence.LedgerBroken;
import surety.evidence.Outcome;
import surety.evidence.State;
import surety.server.posture.claim.Claims;
import surety.server.posture.record.EvidenceLedger;
import surety.server.posture.record.Running;

/// Attacks the server at start and on a schedule, and knows what state each claim is in.
@Component
public class Posture {

  private static final Logger LOG = LoggerFactory.getLogger(Posture.class);
  private static final long MINUTE_MILLIS = 60_000;

  private final PostureSettings settings;
  private final Claims claims;
  private final ProbeRegistry registry;
  private final ProbeRunner runner;
  private final Schedule schedule;
  private final Terms terms;
  private final EvidenceLedger ledger;
  private final Running running;
  private final Clock clock;
  private final AtomicBoolean atWork = new AtomicBoolean();
  private volatile boolean proving;
  private volatile boolean published;

  Posture(
      PostureSettings settings,
      Claims claims,
      ProbeRegistry registry,
      ProbeRunner runner,
      Schedule schedule,
      Terms terms,
      EvidenceLedger ledger,
      Running running,
      Clock clock) {
    this.settings = settings;
    this.claims = claims;
    this.registry = registry;
    this.runner = runner;
    this.schedule = schedule;
    this.terms = terms;
    this.ledger = ledger;
    this.running = running;
    this.clock = clock;
  }

  /// Whether probes that are due are running now.
  public boolean proving() {
    return proving;
  }

  /// The states of all claims of the ledger at this moment, withdrawn ones too. They follow from
  /// the ledger and the clock; there is no way to set one.
  ///
  /// @throws LedgerBroken if what is stored was tampered with
  public List<ClaimState> states() {
    publish();
    return ClaimState.all(ledger.current(), clock.instant());
  }

  /// Puts this build and its claims into the ledger, if they are not there yet. A result that is
  /// recorded before would speak for the former build's claims.
  public void publish() {
    if (!published) {
      publishOnce();
    }
  }

  private synchronized void publishOnce() {
    if (!published) {
      registry.faults(claims).forEach(fault -> LOG.warn("not bound: {}", fault));
      terms.publish();
      published = true;
    }
  }

  @EventListener
  void ready(ApplicationReadyEvent event) {
    Thread.ofVirtual().name("posture").start(this::proveWhatIsDue);
  }

  @Scheduled(fixedDelay = MINUTE_MILLIS, initialDelay = MINUTE_MILLIS)
  void everyMinute() {
    proveWhatIsDue();
  }

  // The start and the schedule may meet; whoever comes second has nothing to do.
  private void proveWhatIsDue() {
    if (!atWork.compareAndSet(false, true)) {
      return;
    }
    try {
      if (settings.attacksItself()) {
        publish();
        prove(schedule.due(ledger.current(), running.digests(), clock.instant()));
      }
    } catch (LedgerBroken e) {
      LOG.error("the ledger of evidence does not verify; nothing is appended to it", e);
    } catch (DataAccessException e) {
      LOG.error("probes could not be run; tried again in a minute", e);
    } finally {
      proving = false;
      atWork.set(false);
    }
  }

  private void prove(List<String> due) {
    if (due.isEmpty()) {
      return;
    }
    proving = true;
    LOG.info("proving: {} probes attack this server", due.size());
    var runs = runner.runAll(due, Optional.empty(), Posture::tell);
    long passed = runs.stream().filter(run -> run.report().outcome() == Outcome.PASS).count();
    var states = states();
    long proven = states.stream().filter(state -> state.state() == State.PROVEN).count();
    LOG.info(
        "{} of {} probes passed; {} of {} claims are proven",
        passed,
        runs.size(),
        proven,
        states.size());
  }

  private static void tell(ProbeRunner.Recorded run) {
    if (run.report().outcome() != Outcome.PASS) {
      LOG.warn(
          "probe {}: {}: {}",
          run.report().probe(),
          run.report().outcome(),
          run.report().verdict().reason());
      run.report().transcript().forEach(line -> LOG.warn("  {}", line));
    }
  }
}
