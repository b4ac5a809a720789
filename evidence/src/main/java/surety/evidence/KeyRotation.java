package surety.evidence;

import java.util.Base64;
import java.util.List;
import surety.evidence.Statement.Subject;
import surety.translog.Hash;

/// All later entries are signed with this key, none with the former one, which signs this entry.
///
/// @param next the key that takes over
public record KeyRotation(VerifyingKey next, String reason) implements Entry {
  static final String NAME = "key-rotation";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Subject> subjects() {
    return List.of(new Subject("key", Hash.fromHex(next.id())));
  }

  @Override
  public JsonObject predicate() {
    return Json.object()
        .with("keyId", next.id())
        .with("publicKey", Base64.getEncoder().encodeToString(next.der()))
        .with("reason", reason);
  }

  static KeyRotation of(JsonObject predicate) {
    VerifyingKey next =
        VerifyingKey.fromDer(Base64.getDecoder().decode(predicate.text("publicKey")));
    if (!next.id().equals(predicate.text("keyId"))) {
      throw new JsonInvalid("keyId is not that of the public key");
    }
    return new KeyRotation(next, predicate.text("reason"));
  }
}
