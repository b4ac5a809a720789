package surety.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import surety.evidence.Statement.Subject;
import surety.translog.Hash;

/// Somebody accepts that a claim fails, until a date. It stays failing; only the page says so too.
///
/// @param claim id of the claim
/// @param role of who accepts, published
public record RiskAccepted(String claim, String role, String reason, Instant until)
    implements Entry {
  static final String NAME = "exception";

  /// Refuses one without a reason.
  public RiskAccepted {
    if (claim.isBlank() || role.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException("a risk is accepted by somebody for a reason");
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Subject> subjects() {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    return List.of(new Subject("exception for " + claim, Hash.of(text)));
  }

  @Override
  public JsonObject predicate() {
    return Json.object()
        .with("claim", claim)
        .with("role", role)
        .with("reason", reason)
        .with("until", until);
  }

  static RiskAccepted of(JsonObject predicate) {
    return new RiskAccepted(
        predicate.text("claim"),
        predicate.text("role"),
        predicate.text("reason"),
        predicate.instant("until"));
  }
}
