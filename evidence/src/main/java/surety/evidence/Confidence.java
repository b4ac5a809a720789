package surety.evidence;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import surety.evidence.ClaimHistory.Recorded;

/// How much a claim's proof is worth, from 0 to 1, and what lessens it.
///
/// 1.0; times 0.6 if its control was only shown to matter by planted faults, 0.3 if only by
/// transcripts; times the share of what there is to attack that was attacked; times a factor that
/// falls from 1 to 0.5 while a pass is fresh and on to 0 when it expires. Zero for a claim that
/// neither is nor was lately proven.
///
/// @param reason what lessens it, published
public record Confidence(double score, String reason) {
  private static final double PLANTED = 0.6;
  private static final double TRANSCRIPT = 0.3;
  private static final double OVERDUE = 0.5;

  static Confidence of(State state, ClaimHistory history, ClaimProof proof) {
    Optional<Claim> claim = history.claim().map(Recorded::entry);
    if (claim.isEmpty() || (state != State.PROVEN && state != State.STALE)) {
      return new Confidence(0, "not proven by a probe");
    }
    double strength = strength(proof.kills().strongest(claim.get().control()));
    double coverage = coverage(proof.passes());
    double age = age(claim.get(), proof.age().orElse(claim.get().expire()));
    String reason =
        String.format(
            Locale.ROOT, "negative control %.1f, coverage %.2f, age %.2f", strength, coverage, age);
    return new Confidence(Math.round(strength * coverage * age * 100) / 100.0, reason);
  }

  private static double strength(Optional<FaultClass> strongest) {
    return switch (strongest.orElse(FaultClass.TRANSCRIPT)) {
      case LIVE_OFF -> 1.0;
      case PLANTED -> PLANTED;
      case TRANSCRIPT -> TRANSCRIPT;
    };
  }

  private static double coverage(List<Recorded<ProbeResult>> passes) {
    return passes.stream()
        .map(pass -> pass.entry().cases())
        .mapToDouble(cases -> Math.min(1.0, (double) cases.executed() / cases.population()))
        .min()
        .orElse(0);
  }

  private static double age(Claim claim, Duration age) {
    double fresh = claim.fresh().toSeconds();
    double seconds = Math.max(0, age.toSeconds());
    if (seconds <= fresh) {
      return 1 - (1 - OVERDUE) * seconds / fresh;
    }
    double rest = claim.expire().toSeconds() - fresh;
    return rest <= 0 ? 0 : Math.max(0, OVERDUE * (1 - (seconds - fresh) / rest));
  }
}
