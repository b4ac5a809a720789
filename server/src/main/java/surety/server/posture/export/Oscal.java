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

/// The same as OSCAL assessment results, version 1.1.3.
///
/// Only what is proven is satisfied. What somebody vouches for stands under attestations and is
/// never an observation of a test. Our state is a property of each finding, since the format knows
/// only two.
public final class Oscal {

  private static final String NAMESPACE = "https://surety.invalid/oscal/v1";

  private Oscal() {}

  /// The document.
  public static String of(Snapshot snapshot) {
    return JsonText.of(
        Members.of(
            "assessment-results",
            Members.of(
                "uuid", Members.uuid("assessment-results", snapshot.build(), snapshot.log().root()),
                "metadata", metadata(snapshot),
                "import-ap", Members.of("href", snapshot.origin() + "/security/overview"),
                "results", List.of(result(snapshot)))));
  }

  private static Map<String, Object> metadata(Snapshot snapshot) {
    return Members.of(
        "title", "Surety: claims and what attacks on them found",
        "last-modified", snapshot.at(),
        "version", snapshot.version(),
        "oscal-version", "1.1.3",
        "roles", List.of(Members.of("id", "operator", "title", "Operator")),
        "parties",
            List.of(
                Members.of(
                    "uuid",
                    operator(snapshot),
                    "type",
                    "organization",
                    "name",
                    "The operator of " + snapshot.origin())));
  }

  private static Map<String, Object> result(Snapshot snapshot) {
    List<Map<String, Object>> observations = observations(snapshot);
    List<Map<String, Object>> risks = risks(snapshot);
    List<Map<String, Object>> attestations = attestations(snapshot);
    return Members.of(
        "uuid", Members.uuid("result", snapshot.build(), snapshot.log().root()),
        "title", "State at " + snapshot.at(),
        "description",
            "Each finding is a claim of the security page. Its observations are signed results of"
                + " attacks.",
        "start", snapshot.oldestProof().orElse(snapshot.at()),
        "end", snapshot.at(),
        "props",
            List.of(property("build", snapshot.build()), property("config", snapshot.config())),
        "reviewed-controls",
            Members.of(
                "control-selections", List.of(Members.of("include-controls", controls(snapshot)))),
        "attestations", optional(attestations),
        "observations", optional(observations),
        "risks", optional(risks),
        "findings", snapshot.claims().stream().map(claim -> finding(claim)).toList());
  }

  private static List<Map<String, Object>> controls(Snapshot snapshot) {
    return snapshot.claims().stream()
        .map(ClaimView::control)
        .distinct()
        .map(control -> Members.of("control-id", control))
        .toList();
  }

  private static <T> Optional<List<T>> optional(List<T> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list);
  }

  private static List<Map<String, Object>> attestations(Snapshot snapshot) {
    return snapshot.claims().stream()
        .filter(claim -> claim.voucher().isPresent())
        .map(claim -> attestation(claim, snapshot))
        .toList();
  }

  private static Map<String, Object> attestation(ClaimView claim, Snapshot snapshot) {
    var voucher = claim.voucher().orElseThrow();
    String words =
        claim.id()
            + ", "
            + claim.state().label()
            + ": "
            + voucher.owner()
            + " states until "
            + voucher.expires()
            + ": "
            + voucher.statement();
    return Members.of(
        "responsible-parties",
            List.of(Members.of("role-id", "operator", "party-uuids", List.of(operator(snapshot)))),
        "parts",
            List.of(Members.of("name", "statement", "title", voucher.owner(), "prose", words)));
  }

  private static List<Map<String, Object>> observations(Snapshot snapshot) {
    return snapshot.claims().stream()
        .flatMap(
            claim ->
                Stream.concat(
                    claim.runs().stream().map(run -> observation(claim, run, snapshot)),
                    claim.faults().stream().map(fault -> observation(claim, fault, snapshot))))
        .toList();
  }

  private static Map<String, Object> observation(ClaimView claim, RunView run, Snapshot snapshot) {
    String words =
        run.attack()
            + " Outcome: "
            + run.outcome()
            + ". Cases: "
            + run.executed()
            + " of "
            + run.declared()
            + " ("
            + run.populationHow()
            + "); attacks refused "
            + run.refused()
            + ", got through "
            + run.succeeded()
            + ".";
    return observation(
        runId(claim, run),
        claim.id() + ": attack " + run.probe(),
        words,
        property("outcome", run.outcome()),
        run.endedAt(),
        claim.expiresAt(),
        snapshot.origin() + "/security/evidence/" + run.seq(),
        run.digest());
  }

  private static Map<String, Object> observation(
      ClaimView claim, FaultView fault, Snapshot snapshot) {
    String words =
        "With "
            + fault.fault()
            + " switched off in a twin, the attack "
            + fault.probe()
            + (fault.killed() ? " got through, as it must." : " noticed nothing.");
    return observation(
        faultId(claim, fault),
        claim.id() + ": negative control " + fault.fault(),
        words,
        property("negative-control", fault.killed() ? "killed" : "survived"),
        fault.endedAt(),
        Optional.of(fault.validUntil()),
        snapshot.origin() + "/security/evidence/" + fault.seq(),
        fault.digest());
  }

  private static Map<String, Object> observation(
      String id,
      String title,
      String words,
      Map<String, Object> property,
      Instant collected,
      Optional<Instant> expires,
      String href,
      String digest) {
    return Members.of(
        "uuid", id,
        "title", title,
        "description", words,
        "props", List.of(property),
        "methods", List.of("TEST"),
        "types", List.of("control-objective"),
        "relevant-evidence",
            List.of(Members.of("href", href, "description", "DSSE envelope, SHA-256 " + digest)),
        "collected", collected,
        "expires", expires);
  }

  private static List<Map<String, Object>> risks(Snapshot snapshot) {
    return snapshot.in(ShownState.FAILING).stream().map(Oscal::risk).toList();
  }

  private static Map<String, Object> risk(ClaimView claim) {
    return Members.of(
        "uuid",
        Members.uuid("risk", claim.id()),
        "title",
        claim.id() + " does not hold",
        "description",
        claim.reason(),
        "statement",
        "It cannot be relied on that: " + claim.sentence(),
        "status",
        claim.exception().isPresent() ? "deviation-approved" : "open",
        "deadline",
        claim.exception().map(it -> it.until()));
  }

  private static Map<String, Object> finding(ClaimView claim) {
    boolean proven = claim.state().isProven();
    List<Map<String, Object>> related = new ArrayList<>();
    claim.runs().forEach(run -> related.add(Members.of("observation-uuid", runId(claim, run))));
    claim.faults().forEach(it -> related.add(Members.of("observation-uuid", faultId(claim, it))));
    Optional<List<Map<String, Object>>> risk =
        claim.state() == ShownState.FAILING
            ? Optional.of(List.of(Members.of("risk-uuid", Members.uuid("risk", claim.id()))))
            : Optional.empty();
    return Members.of(
        "uuid", Members.uuid("finding", claim.id()),
        "title", claim.id(),
        "description", claim.sentence(),
        "props",
            List.of(
                property("state", claim.state().label()), property("severity", claim.severity())),
        "target",
            Members.of(
                "type", "objective-id",
                "target-id", claim.id(),
                "description", claim.reason(),
                "status",
                    Members.of(
                        "state",
                        proven ? "satisfied" : "not-satisfied",
                        "reason",
                        reason(claim.state()))),
        "related-observations", optional(related),
        "related-risks", risk);
  }

  private static String reason(ShownState state) {
    return switch (state) {
      case PROVEN -> "pass";
      case FAILING -> "fail";
      case UNPROVEN, EXPIRED, STALE, ATTESTED, WITHDRAWN -> "other";
    };
  }

  private static Map<String, Object> property(String name, String value) {
    return Members.of("name", name, "ns", NAMESPACE, "value", value);
  }

  private static String operator(Snapshot snapshot) {
    return Members.uuid("operator", snapshot.origin());
  }

  private static String runId(ClaimView claim, RunView run) {
    return Members.uuid("run", claim.id(), run.digest());
  }

  private static String faultId(ClaimView claim, FaultView fault) {
    return Members.uuid("fault", claim.id(), fault.digest());
  }
}
