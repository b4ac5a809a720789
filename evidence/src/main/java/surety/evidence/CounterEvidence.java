package surety.evidence;

import java.util.List;
import surety.evidence.Statement.Subject;
import surety.translog.Hash;

/// Something speaks against a claim: a report from outside, an incident, a missed drill. The claim
/// fails until evidence closes it.
///
/// @param id of its own, to which the closing refers
/// @param claim id of the claim, in all its revisions
/// @param source what kind of thing it is, such as `report`
/// @param summary published
/// @param document SHA-256 of what was found
public record CounterEvidence(String id, String claim, String source, String summary, Hash document)
    implements Entry {
  static final String NAME = "counter-evidence";

  /// Refuses what says nothing.
  public CounterEvidence {
    if (id.isBlank() || claim.isBlank() || summary.isBlank()) {
      throw new IllegalArgumentException("counter-evidence has an id, a claim and a summary");
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Subject> subjects() {
    return List.of(new Subject("counter-evidence " + id, document));
  }

  @Override
  public JsonObject predicate() {
    return Json.object()
        .with("id", id)
        .with("claim", claim)
        .with("source", source)
        .with("summary", summary)
        .with("document", document);
  }

  static CounterEvidence of(JsonObject predicate) {
    return new CounterEvidence(
        predicate.text("id"),
        predicate.text("claim"),
        predicate.text("source"),
        predicate.text("summary"),
        predicate.hash("document"));
  }
}
