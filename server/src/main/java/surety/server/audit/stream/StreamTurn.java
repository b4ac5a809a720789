package surety.server.audit.stream;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import surety.server.audit.AccessAction;
import surety.server.audit.AccessDetail;
import surety.server.audit.AccessEntry;
import surety.server.audit.AccessLog;
import surety.server.audit.DataScope;
import surety.server.audit.Outcome;
import surety.server.audit.log.LogParts;
import surety.server.audit.log.LogParts.Place;
import surety.server.audit.stream.Sent.Accepted;
import surety.server.audit.stream.Sent.Failed;
import surety.server.audit.stream.StreamTurns.Claimed;
import surety.server.workspace.WorkspaceScope;

/// One turn of a stream: sends what its receiver has not accepted yet, a batch at a time, until
/// nothing is left or others shall have their turn.
///
/// The position moves on after a batch was accepted. Whatever happens in between, a server that is
/// killed for instance, the same lines are sent again and none is left out.
///
/// Streaming is an access to the log and an entry in it, which is streamed in turn. An entry for
/// each batch would go on for ever, so there is one for each stream and day on which it sends
/// anything: durable before the first line of the day leaves. With the next one comes another that
/// tells how many lines went on the former day.
@Component
class StreamTurn {

  static final String KIND = "log";

  private static final Duration LONGEST = Duration.ofSeconds(20);
  // What takes longer is left to the few places for slow streams.
  private static final Duration SLOW = Duration.ofSeconds(3);
  // Lines gather for so long, so that a busy workspace does not make a request for each.
  private static final Duration REST = Duration.ofMillis(1_500);
  private static final Duration GIVEN_UP_AFTER = Duration.ofDays(3);

  private final StreamTurns turns;
  private final StreamRows rows;
  private final LogParts log;
  private final Outlets outlets;
  private final AccessLog trail;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  StreamTurn(
      StreamTurns turns,
      StreamRows rows,
      LogParts log,
      Outlets outlets,
      AccessLog trail,
      Clock clock) {
    this.turns = turns;
    this.rows = rows;
    this.log = log;
    this.outlets = outlets;
    this.trail = trail;
    this.clock = clock;
  }

  /// Sends. Returns when the turn is over.
  void run(Claimed claimed) {
    WorkspaceScope scope = turns.scope(claimed.workspace());
    Optional<LogStream> stream = rows.find(scope, claimed.stream());
    if (stream.isPresent()) {
      try (Outlet outlet = outlets.open(scope, stream.get())) {
        new Turn(scope, claimed).send(outlet);
      }
    }
  }

  /// How far one turn has come.
  private final class Turn {

    private final WorkspaceScope scope;
    private final Claimed claimed;
    private final Instant begun = clock.instant();
    private long next;
    private int failures;
    private @Nullable LocalDate day;
    private long dayLines;

    Turn(WorkspaceScope scope, Claimed claimed) {
      this.scope = scope;
      this.claimed = claimed;
      this.next = claimed.next();
      this.failures = claimed.failures();
      this.day = claimed.day();
      this.dayLines = claimed.dayLines();
    }

    void send(Outlet outlet) {
      Optional<Batch> batch = batch();
      while (batch.isPresent() && gone().compareTo(LONGEST) < 0) {
        sayForToday();
        switch (outlet.send(batch.get())) {
          case Accepted _ -> {
            if (!advance(batch.get())) {
              return;
            }
          }
          case Failed failed -> {
            fail(failed);
            return;
          }
        }
        batch = batch();
      }
      turns.release(scope, claimed.stream(), REST, gone().compareTo(SLOW) > 0);
    }

    private Duration gone() {
      return Duration.between(begun, clock.instant());
    }

    private Optional<Batch> batch() {
      long size = log.size(scope);
      if (size <= next) {
        return Optional.empty();
      }
      List<Place> places = log.from(scope, next, size, Batch.MOST_LINES);
      return Optional.of(Batch.of(scope.workspace(), claimed.stream(), places));
    }

    private void sayForToday() {
      LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      LocalDate last = day;
      if (today.equals(last)) {
        return;
      }
      AccessDetail which = AccessDetail.empty().with("stream", claimed.stream().toString());
      if (last != null) {
        DataScope former = DataScope.between(KIND, last, last);
        trail.record(
            scope,
            new AccessEntry(
                AccessAction.LOG_STREAM, former, null, dayLines, Outcome.COMPLETED, which));
      }
      DataScope now = DataScope.between(KIND, today, today);
      trail.record(scope, AccessEntry.of(AccessAction.LOG_STREAM, now).with(which));
      turns.beginDay(scope, claimed.stream(), today);
      day = today;
      dayLines = 0;
    }

    private boolean advance(Batch batch) {
      next = batch.end();
      failures = 0;
      dayLines += batch.lines().size();
      return turns.advance(scope, claimed.stream(), batch);
    }

    private void fail(Failed failed) {
      Duration wait = Backoff.after(failures, failed.rest(), random);
      turns.fail(scope, claimed.stream(), failed.why(), wait);
      failed
          .pause()
          .or(() -> isGivenUp() ? Optional.of(Pause.FAILING) : Optional.empty())
          .ifPresent(why -> rows.pause(turns.pausing(claimed.workspace()), claimed.stream(), why));
    }

    private boolean isGivenUp() {
      Instant since = failures == 0 ? null : claimed.failingSince();
      return since != null && since.isBefore(clock.instant().minus(GIVEN_UP_AFTER));
    }
  }
}
