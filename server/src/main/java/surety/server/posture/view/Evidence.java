package surety.server.posture.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import surety.evidence.Attestation;
import surety.evidence.AttestationApproval;
import surety.evidence.BuildInForce;
import surety.evidence.Claim.ClaimRef;
import surety.evidence.Ledger;
import surety.evidence.LedgerEntry;
import surety.evidence.NegativeControl;
import surety.evidence.Outcome;
import surety.evidence.ProbeResult;

/// The entries of a ledger, sorted once for all claims.
final class Evidence {

  private final UnaryOperator<String> attacks;
  private final List<LedgerEntry> entries;
  private final Map<String, RunView> newest = new LinkedHashMap<>();
  private final Map<String, FaultView> faults = new LinkedHashMap<>();
  private Optional<BuildInForce> build = Optional.empty();

  private Evidence(Ledger ledger, UnaryOperator<String> attacks) {
    this.attacks = attacks;
    this.entries = ledger.entries();
  }

  static Evidence of(Ledger ledger, UnaryOperator<String> attacks) {
    Evidence evidence = new Evidence(ledger, attacks);
    evidence.build = ledger.all(BuildInForce.class).reduce((_, later) -> later);
    evidence.entries.forEach(evidence::take);
    return evidence;
  }

  private void take(LedgerEntry entry) {
    switch (entry.entry()) {
      case ProbeResult result ->
          newest.put(result.probe(), RunView.of(entry, result, attacks.apply(result.probe())));
      case NegativeControl control when isHere(control) ->
          faults.put(control.fault() + "\0" + control.probe(), fault(entry, control));
      default -> {}
    }
  }

  // What was tried on another build says nothing of this one.
  private boolean isHere(NegativeControl control) {
    return build
        .filter(it -> it.build().equals(control.target().build()))
        .filter(it -> it.config().equals(control.target().config()))
        .isPresent();
  }

  private static FaultView fault(LedgerEntry entry, NegativeControl control) {
    return new FaultView(
        control.fault(),
        control.control(),
        control.faultClass().text(),
        control.probe(),
        control.killed(),
        entry.seq(),
        entry.digest().hex(),
        control.endedAt(),
        control.validUntil());
  }

  /// What runs, if it is recorded.
  Optional<BuildInForce> build() {
    return build;
  }

  /// The newest run of a probe, whatever came of it.
  Optional<RunView> newest(String probe) {
    return Optional.ofNullable(newest.get(probe));
  }

  /// Every fault against every probe on what runs now, newest tries only.
  List<FaultView> matrix() {
    return List.copyOf(faults.values());
  }

  /// For each fault of a control, the try by one of these probes that tells most: one that noticed,
  /// or else the newest.
  List<FaultView> of(String control, Collection<String> probes) {
    Map<String, FaultView> best = new LinkedHashMap<>();
    faults.values().stream()
        .filter(fault -> fault.control().equals(control) && probes.contains(fault.probe()))
        .sorted(Comparator.comparing(FaultView::killed).thenComparing(FaultView::endedAt))
        .forEach(fault -> best.put(fault.fault(), fault));
    return best.values().stream().sorted(Comparator.comparing(FaultView::fault)).toList();
  }

  /// Who vouches for a claim, the newest first approved word, or else the newest word.
  Optional<VoucherView> voucher(ClaimRef claim) {
    List<VoucherView> words = new ArrayList<>();
    for (LedgerEntry entry : entries) {
      if (entry.entry() instanceof Attestation word && word.claim().equals(claim)) {
        words.add(voucher(entry, word));
      }
    }
    return words.reversed().stream()
        .filter(word -> word.approvedAt().isPresent())
        .findFirst()
        .or(() -> words.reversed().stream().findFirst());
  }

  private VoucherView voucher(LedgerEntry entry, Attestation word) {
    return new VoucherView(
        entry.seq(),
        entry.digest().hex(),
        word.owner(),
        word.statement(),
        word.document().hex(),
        word.issuedAt(),
        word.expiresAt(),
        approval(word));
  }

  private Optional<Instant> approval(Attestation word) {
    return entries.stream()
        .filter(
            entry ->
                entry.entry() instanceof AttestationApproval approval
                    && approval.attestation().equals(word.id())
                    && !approval.approver().equals(word.owner()))
        .map(LedgerEntry::recordedAt)
        .findFirst();
  }

  /// Runs against this server since a moment.
  List<ProbeResult> runsSince(Instant since) {
    return entries.stream()
        .map(LedgerEntry::entry)
        .filter(ProbeResult.class::isInstance)
        .map(ProbeResult.class::cast)
        .filter(run -> run.endedAt().isAfter(since))
        .toList();
  }

  /// Runs since a moment that failed or could not tell, newest first.
  List<Failure> failuresSince(Instant since) {
    List<Failure> failures = new ArrayList<>();
    for (LedgerEntry entry : entries.reversed()) {
      if (entry.entry() instanceof ProbeResult run
          && run.endedAt().isAfter(since)
          && run.effectiveOutcome() != Outcome.PASS) {
        failures.add(
            new Failure(
                entry.seq(),
                run.probe(),
                run.claims().stream().map(ClaimRef::id).toList(),
                run.effectiveOutcome().name(),
                run.reason(),
                run.endedAt()));
      }
    }
    return failures;
  }
}
