package surety.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import surety.evidence.ClaimHistory.Recorded;
import surety.evidence.Kills.Need;

/// Decides the state of one claim at one moment: SPEC.md, section 5, rule by rule, in its order.
final class StateFunction {
  private final Ledger ledger;
  private final String id;
  private final Instant at;
  private final ClaimHistory history;
  private final ClaimProof proof;

  StateFunction(Ledger ledger, String id, Instant at) {
    this.ledger = ledger;
    this.id = id;
    this.at = at;
    this.history = new ClaimHistory(ledger, id, at);
    this.proof = new ClaimProof(history);
  }

  ClaimState state() {
    Finding finding = history.claim().map(this::finding).orElseGet(this::neverMade);
    return new ClaimState(id, history, finding, proof);
  }

  private Finding neverMade() {
    return Finding.of(State.UNPROVEN, "this claim was never made", at, List.of());
  }

  private Finding finding(Recorded<Claim> claim) {
    return withdrawn()
        .or(() -> failing(claim.entry()))
        .or(() -> byWord(claim))
        .or(() -> unproven(claim))
        .orElseGet(() -> byAge(claim));
  }

  private Optional<Finding> withdrawn() {
    return history
        .withdrawal()
        .map(
            end -> {
              State before = ClaimState.of(ledger.before(end.seq()), id, end.recordedAt()).state();
              String reason = end.entry().reason() + " (it was " + before.text() + ")";
              return Finding.of(State.WITHDRAWN, reason, end.recordedAt(), List.of(end.seq()))
                  .after(before);
            });
  }

  // Everything that speaks against it; the oldest is named.
  private Optional<Finding> failing(Claim claim) {
    return Stream.of(
            history.openCounterEvidence().map(StateFunction::open),
            history.probes().stream().flatMap(probe -> failed(claim, probe).stream()),
            claim.probes().stream().flatMap(probe -> unchecked(claim, probe).stream()))
        .flatMap(findings -> findings)
        .min(Comparator.comparing(Finding::since));
  }

  private static Finding open(Recorded<CounterEvidence> against) {
    return Finding.of(
        State.FAILING,
        "open " + against.entry().source() + ": " + against.entry().summary(),
        against.recordedAt(),
        List.of(against.seq()));
  }

  // A failure stands until the same probe passes for this revision; that of a probe which is no
  // longer required, until all required ones have passed since.
  private Optional<Finding> failed(Claim claim, String probe) {
    List<Recorded<ProbeResult>> failures = failures(claim, probe);
    if (failures.isEmpty()) {
      return Optional.empty();
    }
    Recorded<ProbeResult> last = failures.getLast();
    if (!claim.probes().contains(probe) && isReplaced(claim, last)) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
            State.FAILING,
            "probe " + probe + " got through: " + last.entry().reason(),
            ClaimProof.when(failures.getFirst()),
            List.of(last.seq())));
  }

  // Failures of the probe since its last pass for this revision, on whatever build.
  private List<Recorded<ProbeResult>> failures(Claim claim, String probe) {
    List<Recorded<ProbeResult>> failures = new ArrayList<>();
    for (Recorded<ProbeResult> run : history.runs(probe)) {
      if (isPass(claim, run)) {
        failures.clear();
      } else if (run.entry().effectiveOutcome() == Outcome.FAIL) {
        failures.add(run);
      }
    }
    return failures;
  }

  private boolean isReplaced(Claim claim, Recorded<ProbeResult> failure) {
    return !claim.probes().isEmpty()
        && claim.probes().stream()
            .allMatch(
                probe ->
                    history.runs(probe).stream()
                        .anyMatch(run -> run.seq() > failure.seq() && isPass(claim, run)));
  }

  // Not being able to check for longer than a pass is fresh is a failure too.
  private Optional<Finding> unchecked(Claim claim, String probe) {
    Optional<Recorded<ProbeResult>> first = Optional.empty();
    for (Recorded<ProbeResult> run : history.runs(probe)) {
      boolean invalid = run.entry().effectiveOutcome() == Outcome.INVALID;
      if (!invalid && (isPass(claim, run) || run.entry().effectiveOutcome() == Outcome.FAIL)) {
        first = Optional.empty();
      } else if (invalid && first.isEmpty()) {
        first = Optional.of(run);
      }
    }
    return first
        .filter(run -> at.isAfter(ClaimProof.when(run).plus(claim.fresh())))
        .map(
            run ->
                Finding.of(
                    State.FAILING,
                    "probe " + probe + " could not check for too long: " + run.entry().reason(),
                    ClaimProof.when(run).plus(claim.fresh()),
                    List.of(run.seq())));
  }

  private static boolean isPass(Claim claim, Recorded<ProbeResult> run) {
    return run.entry().effectiveOutcome() == Outcome.PASS
        && run.entry().claims().contains(claim.ref());
  }

  private Optional<Finding> byWord(Recorded<Claim> claim) {
    if (!claim.entry().restsOnWord()) {
      return Optional.empty();
    }
    if (claim.entry().severity() == Severity.CRITICAL) {
      return Optional.of(
          unproven("a critical claim may not rest on a person's word", claim.recordedAt()));
    }
    return Optional.of(
        history.attestations().reversed().stream()
            .filter(word -> word.entry().claim().equals(claim.entry().ref()))
            .filter(word -> history.approval(word).isPresent())
            .findFirst()
            .map(word -> attested(claim.entry(), word))
            .orElseGet(() -> unproven("nobody vouches for it yet", claim.recordedAt())));
  }

  private Finding attested(Claim claim, Recorded<Attestation> word) {
    Instant most = word.when(word.entry().issuedAt()).plus(claim.severity().attestation());
    Instant end = word.entry().expiresAt().isAfter(most) ? most : word.entry().expiresAt();
    List<Long> evidence =
        Stream.concat(Stream.of(word.seq()), history.approval(word).map(Recorded::seq).stream())
            .toList();
    if (at.isAfter(end)) {
      return Finding.of(State.EXPIRED, "the attestation ran out", end, evidence);
    }
    Instant since = history.approval(word).map(Recorded::recordedAt).orElse(at);
    String reason = word.entry().owner() + " vouches for it, approved by a second person";
    return Finding.of(State.ATTESTED, reason, since, evidence).until(end);
  }

  private Optional<Finding> unproven(Recorded<Claim> claim) {
    if (history.build().isEmpty()) {
      return Optional.of(unproven("it is not recorded what runs", claim.recordedAt()));
    }
    Instant since = later(claim.recordedAt(), history.build().get().recordedAt());
    if (claim.entry().probes().isEmpty()) {
      return Optional.of(unproven("no probe is bound to it", since));
    }
    return notPassed(claim.entry(), since)
        .or(() -> tooFewCases(claim.entry()))
        .or(() -> unmetNeed(claim.entry(), since));
  }

  private Optional<Finding> notPassed(Claim claim, Instant since) {
    return claim.probes().stream()
        .filter(probe -> proof.pass(probe).isEmpty())
        .findFirst()
        .map(probe -> unproven("probe " + probe + " has not passed on what runs now", since));
  }

  private Optional<Finding> tooFewCases(Claim claim) {
    return proof.passes().stream()
        .filter(pass -> pass.entry().cases().executed() < claim.minimumCases())
        .findFirst()
        .map(
            pass ->
                unproven(
                    "probe "
                        + pass.entry().probe()
                        + " tried too few cases: "
                        + pass.entry().cases().executed()
                        + " of "
                        + claim.minimumCases(),
                    pass.recordedAt()));
  }

  private Optional<Finding> unmetNeed(Claim claim, Instant since) {
    Kills kills = proof.kills();
    return kills.needs(claim, proof.passes()).stream()
        .filter(need -> kills.metUntil(need).isEmpty())
        .findFirst()
        .map(need -> unproven(need.otherwise(), kills.lasts(need).orElse(since)));
  }

  private static Finding unproven(String reason, Instant since) {
    return Finding.of(State.UNPROVEN, reason, since, List.of());
  }

  private Finding byAge(Recorded<Claim> claim) {
    Instant oldest = proof.oldest().orElseThrow();
    Instant stale = oldest.plus(claim.entry().fresh());
    Instant expired = oldest.plus(claim.entry().expire());
    List<Long> evidence = proof.passes().stream().map(Recorded::seq).toList();
    if (at.isAfter(expired)) {
      Finding finding = Finding.of(State.EXPIRED, "the last pass is too old", expired, evidence);
      return finding.until(provenToFailUntil(claim.entry()));
    }
    if (at.isAfter(stale)) {
      Finding finding = Finding.of(State.STALE, "the last pass is overdue", stale, evidence);
      return finding.until(earlier(expired, provenToFailUntil(claim.entry())));
    }
    String reason = passed(claim.entry());
    return Finding.of(State.PROVEN, reason, provenSince(claim), evidence)
        .until(earlier(stale, provenToFailUntil(claim.entry())));
  }

  private static String passed(Claim claim) {
    int probes = claim.probes().size();
    return probes == 1 ? "its probe passed" : "all " + probes + " probes passed";
  }

  private Instant provenToFailUntil(Claim claim) {
    Kills kills = proof.kills();
    return kills.needs(claim, proof.passes()).stream()
        .map((Need need) -> kills.metUntil(need).orElse(at))
        .min(Comparator.naturalOrder())
        .orElse(at);
  }

  // The first pass of the unbroken row of passes that leads to now, of the probe that came last.
  private Instant provenSince(Recorded<Claim> claim) {
    return claim.entry().probes().stream()
        .map(probe -> rowStart(claim.entry(), probe))
        .reduce(claim.recordedAt(), StateFunction::later);
  }

  private Instant rowStart(Claim claim, String probe) {
    Instant start = at;
    for (Recorded<ProbeResult> run : history.runs(probe).reversed()) {
      if (run.entry().effectiveOutcome() == Outcome.INVALID) {
        continue;
      }
      Instant when = ClaimProof.when(run);
      boolean gap = Duration.between(when, start).compareTo(claim.fresh()) > 0;
      if (!proof.isPassHere(run) || gap) {
        break;
      }
      start = when;
    }
    return start;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
