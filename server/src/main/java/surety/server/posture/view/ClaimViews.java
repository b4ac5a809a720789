package surety.server.posture.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import surety.evidence.Claim;
import surety.evidence.ClaimState;
import surety.evidence.State;

/// Puts the state of a claim and what it rests on together.
final class ClaimViews {

  private final Evidence evidence;

  ClaimViews(Evidence evidence) {
    this.evidence = evidence;
  }

  ClaimView of(ClaimState state) {
    Claim claim = state.claim().orElseThrow();
    List<RunView> runs =
        claim.probes().stream().map(evidence::newest).flatMap(Optional::stream).toList();
    Optional<VoucherView> voucher = evidence.voucher(claim.ref());
    return new ClaimView(
        claim.id(),
        claim.revision(),
        claim.digest().hex(),
        claim.sentence(),
        claim.kind().text(),
        claim.severity().text(),
        claim.control(),
        shown(state.state()),
        sentence(state.reason()),
        Optional.of(state.since()),
        runs,
        evidence.of(claim.control(), claim.probes()),
        voucher,
        state.accepted().map(it -> new ExceptionView(it.role(), it.reason(), it.until())),
        runs.isEmpty() ? Optional.empty() : state.freshUntil(),
        expiresAt(state, claim, runs, voucher),
        state.confidence().score(),
        state.confidence().reason());
  }

  /// How a state is shown.
  static ShownState shown(State state) {
    return switch (state) {
      case PROVEN -> ShownState.PROVEN;
      case ATTESTED -> ShownState.ATTESTED;
      case STALE -> ShownState.STALE;
      case EXPIRED -> ShownState.EXPIRED;
      case UNPROVEN -> ShownState.UNPROVEN;
      case FAILING -> ShownState.FAILING;
      case WITHDRAWN -> ShownState.WITHDRAWN;
    };
  }

  /// A reason with a capital letter and a full stop.
  static String sentence(String reason) {
    String text = reason.isEmpty() ? "No reason is recorded" : reason;
    String capital = text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    return capital.endsWith(".") ? capital : capital + ".";
  }

  // Nothing that has not passed can expire.
  private static Optional<Instant> expiresAt(
      ClaimState state, Claim claim, List<RunView> runs, Optional<VoucherView> voucher) {
    if (claim.probes().isEmpty()) {
      return voucher.map(VoucherView::expires);
    }
    boolean passed =
        Stream.of(State.PROVEN, State.STALE, State.EXPIRED).anyMatch(state.state()::equals);
    Duration life = claim.expire();
    return runs.stream()
        .map(RunView::endedAt)
        .min(Instant::compareTo)
        .filter(_ -> passed)
        .map(oldest -> oldest.plus(life));
  }
}
