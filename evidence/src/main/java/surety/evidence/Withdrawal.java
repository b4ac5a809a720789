package surety.evidence;

import java.nio.charset.StandardCharsets;
import java.util.List;
import surety.evidence.Statement.Subject;
import surety.translog.Hash;

/// The claim is no longer made. It stays visible, with the state that it had.
///
/// @param claim id of the claim
/// @param reason published
public record Withdrawal(String claim, String reason) implements Entry {
  static final String NAME = "withdrawal";

  /// Refuses one without a reason.
  public Withdrawal {
    if (claim.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException("a claim is withdrawn for a reason");
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Subject> subjects() {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    return List.of(new Subject("withdrawal of " + claim, Hash.of(text)));
  }

  @Override
  public JsonObject predicate() {
    return Json.object().with("claim", claim).with("reason", reason);
  }

  static Withdrawal of(JsonObject predicate) {
    return new Withdrawal(predicate.text("claim"), predicate.text("reason"));
  }
}
