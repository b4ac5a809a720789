package surety.server.posture.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A claim with its state and everything that the state rests on.
///
/// @param id such as `PL-02`
/// @param revision counts the sentences that it has had, from 1
/// @param digest SHA-256 of the sentence, hexadecimal
/// @param sentence what is claimed
/// @param kind enforced, configured, attested or hosting
/// @param severity critical, high, medium or low
/// @param control the mechanism that makes it true
/// @param state the state at the moment of the page
/// @param reason why it has this state, a sentence
/// @param since when it came into this state, if the ledger tells
/// @param runs the newest run of each probe that it needs
/// @param faults the negative controls: what happened with a control switched off
/// @param voucher who vouches for it, if somebody does
/// @param exception the accepted risk, if there is one
/// @param freshUntil until when the proof counts as fresh, if there is one
/// @param expiresAt until when it counts at all, if there is one
/// @param confidence how much the proof is worth, 0 to 1
/// @param confidenceReason what lessens it
public record ClaimView(
    String id,
    int revision,
    String digest,
    String sentence,
    String kind,
    String severity,
    String control,
    ShownState state,
    String reason,
    Optional<Instant> since,
    List<RunView> runs,
    List<FaultView> faults,
    Optional<VoucherView> voucher,
    Optional<ExceptionView> exception,
    Optional<Instant> freshUntil,
    Optional<Instant> expiresAt,
    double confidence,
    String confidenceReason) {

  public ClaimView {
    runs = List.copyOf(runs);
    faults = List.copyOf(faults);
  }

  /// The question that it answers.
  public Question question() {
    return Question.of(control);
  }

  /// When the oldest of the runs that it needs ended, if all have run.
  public Optional<Instant> checkedAt() {
    return runs.stream().map(RunView::endedAt).min(Instant::compareTo);
  }

  /// How many faults its probes noticed.
  public long killed() {
    return faults.stream().filter(FaultView::killed).count();
  }

  /// When the oldest proof that its probes can fail was made, if there is one.
  public Optional<Instant> faultsAt() {
    return faults.stream().map(FaultView::endedAt).min(Instant::compareTo);
  }

  /// Attacks that were refused in the newest runs.
  public long refused() {
    return runs.stream().mapToLong(RunView::refused).sum();
  }

  /// Attacks that got through in the newest runs.
  public long succeeded() {
    return runs.stream().mapToLong(RunView::succeeded).sum();
  }

  /// Cases attacked in the newest runs.
  public long executed() {
    return runs.stream().mapToLong(RunView::executed).sum();
  }

  /// Cases that were to be attacked in the newest runs.
  public long declared() {
    return runs.stream().mapToLong(RunView::declared).sum();
  }
}
