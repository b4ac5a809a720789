package surety.evidence;

import java.time.Instant;
import java.util.List;
import surety.evidence.ProbeResult.Target;
import surety.evidence.Statement.Subject;
import surety.translog.Hash;

/// One run of a probe against a twin of the server in which one control is switched off: it must
/// fail, or it could not have failed at all.
///
/// @param fault id of the switch
/// @param control that it switches off
/// @param probe id of the probe that ran
/// @param target build and configuration that the twin is made of, and the probe's digest
/// @param twin digest of the twin's own program
/// @param validUntil after which it proves nothing
public record NegativeControl(
    String fault,
    String control,
    FaultClass faultClass,
    String probe,
    Target target,
    Hash twin,
    Outcome outcome,
    int attacksSucceeded,
    Instant endedAt,
    Instant validUntil)
    implements Entry {
  static final String NAME = "negative-control";

  /// Refuses a negative count.
  public NegativeControl {
    if (attacksSucceeded < 0) {
      throw new IllegalArgumentException("a count of attacks is not below zero");
    }
  }

  /// Whether the probe noticed: it failed, and attacks succeeded. An invalid run is no kill.
  public boolean killed() {
    return outcome == Outcome.FAIL && attacksSucceeded > 0;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Subject> subjects() {
    return List.of(
        new Subject("build", target.build()),
        new Subject("config", target.config()),
        new Subject("probe", target.probe()),
        new Subject("twin", twin));
  }

  @Override
  public JsonObject predicate() {
    return Json.object()
        .with("fault", fault)
        .with("control", control)
        .with("class", faultClass.text())
        .with("probe", probe)
        .with("probeDigest", target.probe())
        .with("build", target.build())
        .with("config", target.config())
        .with("twin", twin)
        .with("outcome", outcome.name())
        .with("attacksSucceeded", attacksSucceeded)
        .with("killed", killed())
        .with("endedAt", endedAt)
        .with("validUntil", validUntil);
  }

  static NegativeControl of(JsonObject predicate) {
    NegativeControl control =
        new NegativeControl(
            predicate.text("fault"),
            predicate.text("control"),
            FaultClass.of(predicate.text("class")),
            predicate.text("probe"),
            new Target(
                predicate.hash("build"), predicate.hash("config"), predicate.hash("probeDigest")),
            predicate.hash("twin"),
            Outcome.of(predicate.text("outcome")),
            predicate.smallNumber("attacksSucceeded"),
            predicate.instant("endedAt"),
            predicate.instant("validUntil"));
    if (predicate.truth("killed") != control.killed()) {
      throw new JsonInvalid("killed does not follow from the outcome");
    }
    return control;
  }
}
