package surety.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// A DSSE envelope (secure-systems-lab/dsse, version 1) with one Ed25519 signature.
///
/// What is signed is `DSSEv1 SP length SP type SP length SP payload`, so that the payload's bytes
/// are kept as they are and need no canonical form.
public final class Dsse {

  /// The payload type of in-toto statements.
  public static final String IN_TOTO = "application/vnd.in-toto+json";

  static final String PREFIX = "DSSEv1 ";

  private final String payloadType;
  private final byte[] payload;
  private final String keyId;
  private final byte[] signature;

  private Dsse(String payloadType, byte[] payload, String keyId, byte[] signature) {
    this.payloadType = payloadType;
    this.payload = payload;
    this.keyId = keyId;
    this.signature = signature;
  }

  /// Signs a payload.
  public static Dsse sign(String payloadType, byte[] payload, SigningKey key) {
    byte[] signature = key.sign(preAuthenticationEncoding(payloadType, payload));
    return new Dsse(payloadType, payload.clone(), key.verifyingKey().id(), signature);
  }

  /// Reads an envelope. Its signature is not checked.
  ///
  /// @throws JsonInvalid if it is none, or has not exactly one signature
  public static Dsse parse(byte[] envelope) {
    JsonObject object = Json.parseObject(envelope);
    List<JsonObject> signatures = object.objects("signatures");
    if (signatures.size() != 1) {
      throw new JsonInvalid("signatures: " + signatures.size() + " (expected: 1)");
    }
    JsonObject signature = signatures.getFirst();
    return new Dsse(
        object.text("payloadType"),
        base64(object, "payload"),
        signature.text("keyid"),
        base64(signature, "sig"));
  }

  /// Whether the holder of this key signed exactly this.
  public boolean isSignedBy(VerifyingKey key) {
    return keyId.equals(key.id())
        && key.verifies(preAuthenticationEncoding(payloadType, payload), signature);
  }

  /// What the payload is.
  public String payloadType() {
    return payloadType;
  }

  /// A copy of the payload.
  public byte[] payload() {
    return payload.clone();
  }

  /// The key that it says it was signed with.
  public String keyId() {
    return keyId;
  }

  /// The envelope as it is kept and sent, compact JSON.
  public byte[] encoded() {
    Base64.Encoder base64 = Base64.getEncoder();
    return Json.object()
        .with("payload", base64.encodeToString(payload))
        .with("payloadType", payloadType)
        .with(
            "signatures",
            List.of(
                Json.object().with("keyid", keyId).with("sig", base64.encodeToString(signature))))
        .bytes();
  }

  static byte[] preAuthenticationEncoding(String payloadType, byte[] payload) {
    byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
    String head = PREFIX + type.length + " " + payloadType + " " + payload.length + " ";
    byte[] start = head.getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(start, start.length + payload.length);
    System.arraycopy(payload, 0, all, start.length, payload.length);
    return all;
  }

  private static byte[] base64(JsonObject object, String name) {
    try {
      return Base64.getDecoder().decode(object.text(name));
    } catch (IllegalArgumentException e) {
      throw e instanceof JsonInvalid invalid ? invalid : new JsonInvalid(name + " is not base64");
    }
  }
}
