package surety.evidence;

import java.nio.charset.StandardCharsets;
import java.util.List;
import surety.evidence.Statement.Subject;
import surety.translog.Hash;

/// A second person approves an attestation. By its owner it counts for nothing.
///
/// @param attestation its id
public record AttestationApproval(String attestation, String approver) implements Entry {
  static final String NAME = "attestation-approval";

  /// Refuses an approval by nobody.
  public AttestationApproval {
    if (attestation.isBlank() || approver.isBlank()) {
      throw new IllegalArgumentException("an approval names an attestation and a person");
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Subject> subjects() {
    byte[] id = attestation.getBytes(StandardCharsets.UTF_8);
    return List.of(new Subject("attestation " + attestation, Hash.of(id)));
  }

  @Override
  public JsonObject predicate() {
    return Json.object().with("attestation", attestation).with("approver", approver);
  }

  static AttestationApproval of(JsonObject predicate) {
    return new AttestationApproval(predicate.text("attestation"), predicate.text("approver"));
  }
}
