package surety.server.posture.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import surety.server.posture.view.Change;
import surety.server.posture.view.ClaimView;
import surety.server.posture.view.Failure;
import surety.server.posture.view.FaultView;
import surety.server.posture.view.KeyView;
import surety.server.posture.view.RunView;
import surety.server.posture.view.ShownState;
import surety.server.posture.view.Snapshot;
import surety.server.posture.view.VoucherView;

/// The security page as JSON, and the signing keys.
public final class SnapshotJson {

  private SnapshotJson() {}

  /// Everything that the page says.
  public static String of(Snapshot snapshot) {
    return JsonText.of(
        Members.of(
            "at", snapshot.at(),
            "until", snapshot.until(),
            "system",
                Members.of(
                    "origin", snapshot.origin(),
                    "version", snapshot.version(),
                    "build", snapshot.build(),
                    "config", snapshot.config()),
            "counts", counts(snapshot),
            "worst", snapshot.worst().label(),
            "oldestProof", snapshot.oldestProof(),
            "claims", snapshot.claims().stream().map(SnapshotJson::claim).toList(),
            "faults", faults(snapshot),
            "failures", snapshot.failures().stream().map(SnapshotJson::failure).toList(),
            "changes", snapshot.changes().stream().map(SnapshotJson::change).toList(),
            "ledger",
                Members.of(
                    "size", snapshot.log().size(),
                    "root", snapshot.log().root(),
                    "checkpoint", "/security/checkpoint",
                    "runs90Days", snapshot.log().runs90(),
                    "attacks90Days", snapshot.log().attacks90())));
  }

  private static Map<String, Object> counts(Snapshot snapshot) {
    Map<String, Object> counts = new LinkedHashMap<>();
    snapshot.counts().forEach((state, count) -> counts.put(state.label(), count));
    return counts;
  }

  private static Map<String, Object> claim(ClaimView claim) {
    return Members.of(
        "id", claim.id(),
        "revision", claim.revision(),
        "digest", claim.digest(),
        "sentence", claim.sentence(),
        "kind", claim.kind(),
        "severity", claim.severity(),
        "control", claim.control(),
        "state", claim.state().label(),
        "reason", claim.reason(),
        "since", claim.since(),
        "freshUntil", claim.freshUntil(),
        "expiresAt", claim.expiresAt(),
        "runs", claim.runs().stream().map(SnapshotJson::run).toList(),
        "faults", claim.faults().stream().map(SnapshotJson::fault).toList(),
        "attestation", claim.voucher().map(SnapshotJson::voucher),
        "exception",
            claim
                .exception()
                .map(it -> Members.of("by", it.by(), "reason", it.reason(), "until", it.until())));
  }

  private static Map<String, Object> run(RunView run) {
    return Members.of(
        "probe", run.probe(),
        "attack", run.attack(),
        "outcome", run.outcome(),
        "reason", run.reason(),
        "evidence", evidence(run.seq(), run.digest()),
        "cases",
            Members.of(
                "declared", run.declared(),
                "executed", run.executed(),
                "attacksRefused", run.refused(),
                "attacksSucceeded", run.succeeded(),
                "positiveControls", run.controls(),
                "populationHow", run.populationHow()),
        "endedAt", run.endedAt(),
        "millis", run.millis());
  }

  private static Map<String, Object> fault(FaultView fault) {
    return Members.of(
        "fault", fault.fault(),
        "control", fault.control(),
        "class", fault.strength(),
        "probe", fault.probe(),
        "killed", fault.killed(),
        "evidence", evidence(fault.seq(), fault.digest()),
        "endedAt", fault.endedAt(),
        "validUntil", fault.validUntil());
  }

  private static Map<String, Object> voucher(VoucherView voucher) {
    return Members.of(
        "owner", voucher.owner(),
        "statement", voucher.statement(),
        "document", voucher.document(),
        "issued", voucher.issued(),
        "expires", voucher.expires(),
        "approvedAt", voucher.approvedAt(),
        "evidence", evidence(voucher.seq(), voucher.digest()));
  }

  private static Map<String, Object> evidence(long seq, String digest) {
    return Members.of("seq", seq, "sha256", digest, "path", "/security/evidence/" + seq);
  }

  // Every try of every fault, killed or not: the whole matrix.
  private static List<Map<String, Object>> faults(Snapshot snapshot) {
    return snapshot.matrix().stream().map(SnapshotJson::fault).toList();
  }

  private static Map<String, Object> failure(Failure failure) {
    return Members.of(
        "at", failure.at(),
        "probe", failure.probe(),
        "claims", failure.claims(),
        "outcome", failure.outcome(),
        "reason", failure.reason(),
        "seq", failure.seq());
  }

  private static Map<String, Object> change(Change change) {
    return Members.of(
        "at", change.at(),
        "claim", change.claim(),
        "from", change.from().map(ShownState::label),
        "to", change.to().label(),
        "reason", change.reason());
  }

  /// The signing keys, newest first.
  public static String keys(Snapshot snapshot) {
    return JsonText.of(
        Members.of(
            "at",
            snapshot.at(),
            "algorithm",
            "Ed25519",
            "envelope",
            "DSSE",
            "keys",
            snapshot.keys().stream().map(SnapshotJson::key).toList()));
  }

  private static Map<String, Object> key(KeyView key) {
    return Members.of(
        "id", key.id(),
        "sha256", key.fingerprint().toLowerCase(Locale.ROOT),
        "pem", key.pem(),
        "since", key.since(),
        "until", key.until(),
        "handover", key.handover().map(seq -> "/security/evidence/" + seq));
  }
}
