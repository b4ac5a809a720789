package surety.server.posture.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import surety.server.posture.view.ClaimView;
import surety.server.posture.view.FaultView;
import surety.server.posture.view.RunView;
import surety.server.posture.view.ShownState;
import surety.server.posture.view.Snapshot;
import surety.server.posture.view.VoucherView;

/// The claims with what speaks for and against each, as CycloneDX 1.6 attestations.
///
/// Only what is proven conforms (score 1). Everything else scores 0, and its rationale begins with
/// the state: the format has no words for stale, expired or unproven.
public final class Cdxa {

  private static final String SYSTEM = "system";
  private static final String SELF = "assessor-self";

  private Cdxa() {}

  /// The document.
  public static String of(Snapshot snapshot) {
    return JsonText.of(
        Members.of(
            "$schema",
            "http://cyclonedx.org/schema/bom-1.6.schema.json",
            "bomFormat",
            "CycloneDX",
            "specVersion",
            "1.6",
            "serialNumber",
            "urn:uuid:" + Members.uuid("cdxa", snapshot.build(), snapshot.log().root()),
            "version",
            1,
            "metadata",
            Members.of("timestamp", snapshot.at(), "component", component(snapshot, "product")),
            "declarations",
            declarations(snapshot),
            "definitions",
            Members.of("standards", List.of(standard(snapshot)))));
  }

  private static Map<String, Object> component(Snapshot snapshot, String reference) {
    return Members.of(
        "bom-ref",
        reference,
        "type",
        "application",
        "name",
        "Surety",
        "version",
        snapshot.version(),
        "hashes",
        List.of(Members.of("alg", "SHA-256", "content", snapshot.build())));
  }

  private static Map<String, Object> declarations(Snapshot snapshot) {
    return Members.of(
        "assessors", List.of(Members.of("bom-ref", SELF, "thirdParty", false)),
        "attestations",
            List.of(
                Members.of(
                    "summary",
                    "What this server claims of itself, and what its attacks found",
                    "assessor",
                    SELF,
                    "map",
                    snapshot.claims().stream().map(Cdxa::conformance).toList())),
        "claims", snapshot.claims().stream().flatMap(Cdxa::claims).toList(),
        "evidence", snapshot.claims().stream().flatMap(it -> evidence(it, snapshot)).toList(),
        "targets", Members.of("components", List.of(component(snapshot, SYSTEM))));
  }

  private static Map<String, Object> conformance(ClaimView claim) {
    boolean proven = claim.state().isProven();
    return Members.of(
        "requirement", requirement(claim),
        "claims", List.of(reference(claim)),
        "counterClaims",
            counter(claim) ? Optional.of(List.of(counterReference(claim))) : Optional.empty(),
        "conformance",
            Members.of(
                "score",
                proven ? 1.0 : 0.0,
                "rationale",
                claim.state().label() + ": " + claim.reason()),
        "confidence",
            Members.of("score", claim.confidence(), "rationale", claim.confidenceReason()));
  }

  private static Stream<Map<String, Object>> claims(ClaimView claim) {
    boolean counter = counter(claim);
    List<String> all = references(claim);
    List<String> against = againstReferences(claim);
    Map<String, Object> made =
        Members.of(
            "bom-ref",
            reference(claim),
            "target",
            SYSTEM,
            "predicate",
            claim.sentence(),
            "reasoning",
            claim.state().label() + ": " + claim.reason(),
            "evidence",
            all.isEmpty() ? Optional.empty() : Optional.of(all),
            "counterEvidence",
            against.isEmpty() ? Optional.empty() : Optional.of(against));
    Map<String, Object> denied =
        Members.of(
            "bom-ref",
            counterReference(claim),
            "target",
            SYSTEM,
            "predicate",
            "It does not hold: " + claim.sentence(),
            "reasoning",
            claim.reason(),
            "evidence",
            against.isEmpty() ? Optional.empty() : Optional.of(against));
    return counter ? Stream.of(made, denied) : Stream.of(made);
  }

  private static List<String> references(ClaimView claim) {
    List<String> references = new ArrayList<>();
    claim.runs().stream()
        .filter(run -> run.outcome().equals("PASS"))
        .forEach(run -> references.add(runReference(claim, run)));
    claim.faults().stream()
        .filter(FaultView::killed)
        .forEach(fault -> references.add(faultReference(claim, fault)));
    claim.voucher().ifPresent(_ -> references.add(voucherReference(claim)));
    return references;
  }

  private static List<String> againstReferences(ClaimView claim) {
    List<String> references = new ArrayList<>();
    claim.runs().stream()
        .filter(run -> !run.outcome().equals("PASS"))
        .forEach(run -> references.add(runReference(claim, run)));
    claim.faults().stream()
        .filter(fault -> !fault.killed())
        .forEach(fault -> references.add(faultReference(claim, fault)));
    return references;
  }

  private static boolean counter(ClaimView claim) {
    return claim.state() == ShownState.FAILING;
  }

  private static Stream<Map<String, Object>> evidence(ClaimView claim, Snapshot snapshot) {
    Stream<Map<String, Object>> runs = claim.runs().stream().map(run -> run(claim, run, snapshot));
    Stream<Map<String, Object>> faults =
        claim.faults().stream().map(fault -> fault(claim, fault, snapshot));
    Stream<Map<String, Object>> voucher =
        claim.voucher().stream().map(it -> voucher(claim, it, snapshot));
    return Stream.of(runs, faults, voucher).flatMap(it -> it);
  }

  private static Map<String, Object> run(ClaimView claim, RunView run, Snapshot snapshot) {
    return evidence(
        runReference(claim, run),
        "Attack " + run.probe() + ": " + run.outcome(),
        run.endedAt(),
        claim.expiresAt(),
        atom(snapshot, run.seq(), run.digest()));
  }

  private static Map<String, Object> fault(ClaimView claim, FaultView fault, Snapshot snapshot) {
    return evidence(
        faultReference(claim, fault),
        "Negative control " + fault.fault() + ": " + (fault.killed() ? "noticed" : "not noticed"),
        fault.endedAt(),
        Optional.of(fault.validUntil()),
        atom(snapshot, fault.seq(), fault.digest()));
  }

  private static Map<String, Object> voucher(
      ClaimView claim, VoucherView voucher, Snapshot snapshot) {
    return evidence(
        voucherReference(claim),
        voucher.owner() + " vouches: " + voucher.statement(),
        voucher.issued(),
        Optional.of(voucher.expires()),
        atom(snapshot, voucher.seq(), voucher.digest()));
  }

  private static Map<String, Object> evidence(
      String reference,
      String description,
      Instant created,
      Optional<Instant> expires,
      Map<String, Object> data) {
    return Members.of(
        "bom-ref", reference,
        "description", description,
        "data", List.of(data),
        "created", created,
        "expires", expires);
  }

  private static Map<String, Object> atom(Snapshot snapshot, long seq, String digest) {
    return Members.of(
        "name",
        "evidence " + seq + ", SHA-256 " + digest,
        "contents",
        Members.of("url", snapshot.origin() + "/security/evidence/" + seq));
  }

  private static Map<String, Object> standard(Snapshot snapshot) {
    return Members.of(
        "bom-ref", "standard",
        "name", "Promises of this server",
        "description", "The sentences of its security page",
        "owner", "The operator of " + snapshot.origin(),
        "requirements", snapshot.claims().stream().map(Cdxa::requirementOf).toList());
  }

  private static Map<String, Object> requirementOf(ClaimView claim) {
    return Members.of(
        "bom-ref", requirement(claim),
        "identifier", claim.id(),
        "title", claim.control(),
        "text", claim.sentence());
  }

  private static String requirement(ClaimView claim) {
    return "requirement-" + claim.id();
  }

  private static String reference(ClaimView claim) {
    return "claim-" + claim.id();
  }

  private static String counterReference(ClaimView claim) {
    return "counter-" + claim.id();
  }

  private static String runReference(ClaimView claim, RunView run) {
    return claim.id() + "-run-" + run.seq();
  }

  private static String faultReference(ClaimView claim, FaultView fault) {
    return claim.id() + "-fault-" + fault.seq();
  }

  private static String voucherReference(ClaimView claim) {
    return claim.id() + "-attestation";
  }
}
