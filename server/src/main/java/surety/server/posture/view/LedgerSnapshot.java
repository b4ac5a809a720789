package surety.server.posture.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import surety.evidence.BuildInForce;
import surety.evidence.ClaimState;
import surety.evidence.Ledger;
import surety.evidence.ProbeResult;
import surety.evidence.VerifyingKey;

/// Reads the snapshot from the ledger. The states come from [ClaimState] and nowhere else; the rest
/// is gathered from the entries that they rest on.
public final class LedgerSnapshot implements SnapshotSource {

  private static final Duration LONGEST = Duration.ofDays(1);

  private final Supplier<Ledger> ledger;
  private final VerifyingKey first;
  private final Function<Ledger, String> checkpoint;
  private final UnaryOperator<String> attacks;
  private final Supplier<BuildInForce> running;
  private final String version;
  private final Supplier<String> origin;
  private final Changes changes = new Changes();
  private volatile Sealed sealed = new Sealed(-1, "", "");

  /// @param ledger the ledger as it is now
  /// @param first the key with which it begins
  /// @param checkpoint signs its size and root
  /// @param attacks how each probe tries to break its claims, by the probe's id
  /// @param running the build and the configuration that answer, whatever the ledger says
  /// @param version the product's
  /// @param origin scheme, host and port of this server
  public LedgerSnapshot(
      Supplier<Ledger> ledger,
      VerifyingKey first,
      Function<Ledger, String> checkpoint,
      UnaryOperator<String> attacks,
      Supplier<BuildInForce> running,
      String version,
      Supplier<String> origin) {
    this.ledger = ledger;
    this.first = first;
    this.checkpoint = checkpoint;
    this.attacks = attacks;
    this.running = running;
    this.version = version;
    this.origin = origin;
  }

  @Override
  public Snapshot at(Instant now) {
    return of(ledger.get(), now);
  }

  /// What is true at a moment, by a ledger that was read before.
  public Snapshot of(Ledger known, Instant now) {
    // An entry may be dated by the clock of another server that runs a little ahead.
    Instant at = known.head().recordedAt().isAfter(now) ? known.head().recordedAt() : now;
    List<ClaimState> states = ClaimState.all(known, at);
    Evidence evidence = Evidence.of(known, attacks);
    ClaimViews views = new ClaimViews(evidence);
    BuildInForce build = running.get();
    return new Snapshot(
        at,
        until(states, at),
        version,
        build.build().hex(),
        build.config().hex(),
        origin.get(),
        states.stream().map(views::of).sorted(Comparator.comparing(ClaimView::id)).toList(),
        evidence.matrix(),
        evidence.failuresSince(at.minus(Duration.ofDays(90))),
        changes.of(known, states, at),
        KeyHistory.of(known, first),
        log(known, evidence, at));
  }

  // A state holds at its last moment, too.
  private static Instant until(List<ClaimState> states, Instant at) {
    return states.stream()
        .flatMap(state -> state.freshUntil().stream())
        .filter(moment -> !moment.isBefore(at))
        .map(moment -> moment.plusMillis(1))
        .min(Comparator.naturalOrder())
        .orElse(at.plus(LONGEST));
  }

  private LogView log(Ledger known, Evidence evidence, Instant at) {
    List<ProbeResult> runs = evidence.runsSince(at.minus(Duration.ofDays(90)));
    long attacks =
        runs.stream()
            .mapToLong(run -> (long) run.cases().attacksRefused() + run.cases().attacksSucceeded())
            .sum();
    Sealed seal = sealed(known);
    return new LogView(seal.size(), seal.root(), seal.note(), runs.size(), attacks);
  }

  // A ledger of the same size is the same ledger.
  private Sealed sealed(Ledger known) {
    Sealed held = sealed;
    if (held.size() != known.head().size()) {
      held =
          new Sealed(known.head().size(), known.merkleLog().root().hex(), checkpoint.apply(known));
      sealed = held;
    }
    return held;
  }

  private record Sealed(long size, String root, String note) {}
}
