package surety.evidence;

import java.time.Instant;
import java.util.List;
import surety.evidence.Claim.ClaimRef;
import surety.evidence.Statement.Subject;
import surety.translog.Hash;

/// A named person vouches for a claim until a date, on a document. Counts from the moment that a
/// second person approves.
///
/// @param id of its own, to which the approval refers
/// @param owner who vouches
/// @param document SHA-256 of the evidence
/// @param documentName what it is, published
public record Attestation(
    String id,
    ClaimRef claim,
    String owner,
    String statement,
    Hash document,
    String documentName,
    Instant issuedAt,
    Instant expiresAt)
    implements Entry {
  static final String NAME = "attestation";

  /// Refuses one that names nobody or ends before it begins.
  public Attestation {
    if (id.isBlank() || owner.isBlank() || statement.isBlank()) {
      throw new IllegalArgumentException("an attestation has an id, an owner and a statement");
    }
    if (!expiresAt.isAfter(issuedAt)) {
      throw new IllegalArgumentException("an attestation expires after it is issued");
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Subject> subjects() {
    return List.of(new Subject(documentName, document));
  }

  @Override
  public JsonObject predicate() {
    return Json.object()
        .with("id", id)
        .with("claim", claim.json())
        .with("owner", owner)
        .with("statement", statement)
        .with("document", document)
        .with("documentName", documentName)
        .with("issuedAt", issuedAt)
        .with("expiresAt", expiresAt);
  }

  static Attestation of(JsonObject predicate) {
    return new Attestation(
        predicate.text("id"),
        ClaimRef.of(predicate.object("claim")),
        predicate.text("owner"),
        predicate.text("statement"),
        predicate.hash("document"),
        predicate.text("documentName"),
        predicate.instant("issuedAt"),
        predicate.instant("expiresAt"));
  }
}
