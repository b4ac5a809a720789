package surety.server.ai.limit;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;

/// Keeps calls within what a workspace and its keys may use on a day.
///
/// The idea: a server borrows a portion from the counters in the database before it spends it, many
/// calls' worth at a time, and gives back what is left when the key falls silent. The counters are
/// therefore never less than what was used, whenever a server stops and however many there are, and
/// most calls need no trip of their own.
@Component
public class Spending {

  private static final Logger LOG = LoggerFactory.getLogger(Spending.class);
  private static final long PORTION_TOKENS = 100_000;
  private static final long PORTION_MICROS = 500_000;
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final long TICK_MILLIS = 15_000;

  private final UsageRows rows;
  private final Clock clock;
  private final ConcurrentMap<UUID, Lease> leases = new ConcurrentHashMap<>();

  Spending(UsageRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /// What a key, or a workspace, has used today, at most.
  ///
  /// @param key the key's id
  /// @param name what people call it; null if it is known no more
  public record Used(UUID key, @Nullable String name, long requests, long tokens, long micros) {}

  /// Reserves what a call may use.
  ///
  /// @throws OverLimit if less is left
  public Reservation reserve(WorkspaceScope caller, Limits limits, Amount estimate) {
    Lease lease =
        leases.computeIfAbsent(caller.principal().value(), _ -> new Lease(caller, today()));
    lease.take(limits, estimate);
    return new Reservation(lease, estimate);
  }

  /// What is reserved for one call.
  public static final class Reservation {
    private final Lease lease;
    private Amount held;

    private Reservation(Lease lease, Amount held) {
      this.lease = lease;
      this.held = held;
    }

    /// Counts what the call did use. Safe to call again: what was counted stays counted.
    public synchronized void settle(Amount used) {
      lease.give(held.minus(used));
      held = used;
    }
  }

  /// What each key has used today; portions that this server still holds are given back first.
  public List<Used> today(WorkspaceScope scope) {
    giveBack(scope.workspace());
    return rows.of(scope, today()).stream()
        .map(c -> new Used(c.key(), c.name(), c.requests(), c.used().tokens(), c.used().micros()))
        .toList();
  }

  private void giveBack(WorkspaceId workspace) {
    leases.values().stream()
        .filter(lease -> lease.caller.workspace().equals(workspace))
        .forEach(Lease::end);
  }

  @Scheduled(fixedDelay = TICK_MILLIS, initialDelay = TICK_MILLIS)
  void giveBackSilent() {
    Instant silent = clock.instant().minus(SILENCE);
    leases.values().stream().filter(lease -> lease.lastUsed.isBefore(silent)).forEach(Lease::end);
    leases.values().removeIf(lease -> lease.lastUsed.isBefore(silent) && lease.isEmpty());
  }

  @PreDestroy
  void giveBackAll() {
    for (Lease lease : leases.values()) {
      try {
        lease.end();
      } catch (DataAccessException e) {
        // The counters stay too high, never too low.
        LOG.warn("a portion of usage could not be given back: {}", e.getClass().getName());
      }
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private Duration untilTomorrow() {
    Instant now = clock.instant();
    return Duration.between(now, now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS));
  }

  /// What this server holds of a key's day.
  private final class Lease {
    private final WorkspaceScope caller;
    private final ReentrantLock lock = new ReentrantLock();
    private LocalDate day;
    private @Nullable Limits borrowedUnder;
    private Amount left = Amount.NONE;
    private long requests;
    private volatile Instant lastUsed = Instant.EPOCH;

    private Lease(WorkspaceScope caller, LocalDate day) {
      this.caller = caller;
      this.day = day;
    }

    private void take(Limits limits, Amount need) {
      lock.lock();
      try {
        lastUsed = clock.instant();
        turnDay();
        if (!limits.equals(borrowedUnder)) {
          end();
          borrowedUnder = limits;
        }
        if (!left.covers(need)) {
          borrow(limits, need);
        }
        left = left.minus(need);
        requests++;
      } finally {
        lock.unlock();
      }
    }

    private void borrow(Limits limits, Amount need) {
      Amount lacking = need.minus(left).max(Amount.NONE);
      Amount wish = lacking.max(new Amount(PORTION_TOKENS, PORTION_MICROS));
      Optional<Amount> granted = rows.borrow(caller, day, limits, lacking, wish);
      if (granted.isEmpty()) {
        throw new OverLimit(scarce(limits, lacking), untilTomorrow());
      }
      left = left.plus(granted.get());
    }

    // Which of the two there is too little of.
    private OverLimit.What scarce(Limits limits, Amount lacking) {
      return rows.hasTokens(caller, day, limits, lacking.tokens())
          ? OverLimit.What.SPEND
          : OverLimit.What.TOKENS;
    }

    private void give(Amount back) {
      lock.lock();
      try {
        left = left.plus(back);
        if (left.isNegative()) {
          // More was used than was reserved: it is counted, whatever the limits.
          Amount missing = Amount.NONE.minus(left).max(Amount.NONE);
          rows.count(caller, day, 0, missing);
          left = left.plus(missing);
        }
      } finally {
        lock.unlock();
      }
    }

    private void end() {
      lock.lock();
      try {
        if (!isEmpty()) {
          rows.count(caller, day, requests, Amount.NONE.minus(left));
          left = Amount.NONE;
          requests = 0;
        }
      } finally {
        lock.unlock();
      }
    }

    private boolean isEmpty() {
      return left.equals(Amount.NONE) && requests == 0;
    }

    private void turnDay() {
      LocalDate now = today();
      if (!now.equals(day)) {
        end();
        day = now;
      }
    }
  }
}
