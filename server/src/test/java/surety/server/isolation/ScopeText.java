package surety.server.isolation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Writes scopes by the layout that migration V001 describes, and knows nothing of the server's own
/// signer: a second implementation of the same words.
record ScopeText(
    byte[] key,
    String keyId,
    UUID workspace,
    UUID principal,
    char accessor,
    long permissions,
    long backend,
    long expiry) {

  static ScopeText of(byte[] key, UUID workspace, UUID principal, int backend) {
    long expiry = Instant.now().getEpochSecond() + 120;
    return new ScopeText(key, "01", workspace, principal, 'u', -1L, backend, expiry);
  }

  ScopeText permissions(long bits) {
    return new ScopeText(key, keyId, workspace, principal, accessor, bits, backend, expiry);
  }

  ScopeText expiringIn(long seconds) {
    return expiringAt(Instant.now().getEpochSecond() + seconds);
  }

  ScopeText expiringAt(long when) {
    return new ScopeText(key, keyId, workspace, principal, accessor, permissions, backend, when);
  }

  ScopeText keyId(String id) {
    return new ScopeText(key, id, workspace, principal, accessor, permissions, backend, expiry);
  }

  ScopeText key(byte[] other) {
    return new ScopeText(
        other, keyId, workspace, principal, accessor, permissions, backend, expiry);
  }

  ScopeText workspace(UUID other) {
    return new ScopeText(key, keyId, other, principal, accessor, permissions, backend, expiry);
  }

  ScopeText principal(UUID other) {
    return new ScopeText(key, keyId, workspace, other, accessor, permissions, backend, expiry);
  }

  ScopeText accessor(char letter) {
    return new ScopeText(key, keyId, workspace, principal, letter, permissions, backend, expiry);
  }

  /// The 117 characters that the MAC covers.
  String body() {
    return "%s|%s|%s|%c|%016x|%010d|%010d"
        .formatted(keyId, workspace, principal, accessor, permissions, backend, expiry);
  }

  /// The MAC of this body, as it should be.
  String mac() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] tag = mac.doFinal(body().getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(tag);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// All 182 characters.
  String text() {
    return body() + "|" + mac();
  }

  @Override
  public String toString() {
    return "ScopeText[" + body() + "]";
  }
}
