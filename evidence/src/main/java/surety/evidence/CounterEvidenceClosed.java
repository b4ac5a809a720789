package surety.evidence;

import java.util.List;
import surety.evidence.Statement.Subject;
import surety.translog.Hash;

/// Counter-evidence was dealt with. It closes nothing unless the evidence bears it out.
///
/// @param counterEvidence its id
/// @param evidence for a resolution, the SHA-256 of the envelope of a probe's pass for this claim
///     that was recorded since; for a refutation, of the document that refutes it
public record CounterEvidenceClosed(
    String counterEvidence, Resolution resolution, String reason, Hash evidence) implements Entry {
  static final String NAME = "counter-evidence-closed";

  /// Refuses a closing without a reason.
  public CounterEvidenceClosed {
    if (counterEvidence.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException("counter-evidence is closed for a reason");
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Subject> subjects() {
    return List.of(new Subject("evidence", evidence));
  }

  @Override
  public JsonObject predicate() {
    return Json.object()
        .with("counterEvidence", counterEvidence)
        .with("resolution", Words.write(resolution))
        .with("reason", reason)
        .with("evidence", evidence);
  }

  static CounterEvidenceClosed of(JsonObject predicate) {
    return new CounterEvidenceClosed(
        predicate.text("counterEvidence"),
        Words.read(Resolution.class, predicate.text("resolution")),
        predicate.text("reason"),
        predicate.hash("evidence"));
  }

  /// How it was dealt with.
  public enum Resolution {
    /// A later pass shows that it no longer holds.
    RESOLVED,
    /// A document shows that it never did.
    REFUTED
  }
}
