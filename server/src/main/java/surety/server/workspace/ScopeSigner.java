package surety.server.workspace;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;

/// Writes a scope in the form that the database checks: fixed-width fields and an HMAC-SHA256 over
/// them. The layout is described where it is read, in migration V001.
final class ScopeSigner {

  /// How long a transaction may go on using its scope. Clocks of server and database may differ by
  /// about as much.
  static final Duration LIFETIME = Duration.ofSeconds(120);

  private final ScopeKey key;
  private final Clock clock;
  private final Mac prototype;

  ScopeSigner(ScopeKey key, Clock clock) {
    this.key = key;
    this.clock = clock;
    this.prototype = key.newMac();
  }

  /// Signs a scope for one database session.
  ///
  /// @param backendPid the process id of the PostgreSQL backend that may use it, and no other may
  String sign(WorkspaceScope scope, int backendPid) {
    return sign(scope, backendPid, LIFETIME);
  }

  /// Signs a scope that ends sooner.
  String sign(WorkspaceScope scope, int backendPid, Duration lasting) {
    long expiry = clock.instant().plus(lasting).getEpochSecond();
    StringBuilder body = new StringBuilder(182);
    pad(body, 2, key.id())
        .append('|')
        .append(scope.workspace())
        .append('|')
        .append(scope.principal());
    body.append('|').append(scope.accessor().letter()).append('|');
    body.append(HexFormat.of().toHexDigits(Permission.bits(scope.permissions()))).append('|');
    pad(body, 10, backendPid).append('|');
    pad(body, 10, expiry);
    byte[] mac = mac(body.toString());
    return body.append('|').append(HexFormat.of().formatHex(mac)).toString();
  }

  private byte[] mac(String body) {
    try {
      // Cloning spares the key schedule and the provider lookup, which cost more than the HMAC of
      // 117 bytes.
      Mac mac = (Mac) prototype.clone();
      return mac.doFinal(body.getBytes(StandardCharsets.US_ASCII));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's HmacSHA256 cannot be cloned", e);
    }
  }

  private static StringBuilder pad(StringBuilder to, int width, long value) {
    String digits = Long.toString(value);
    return to.repeat("0", width - digits.length()).append(digits);
  }

  /// A key of the scope HMAC, 32 bytes.
  static final class ScopeKey {

    private final int id;
    private final byte[] bytes;

    ScopeKey(int id, byte[] bytes) {
      this.id = id;
      this.bytes = bytes.clone();
    }

    int id() {
      return id;
    }

    private Mac newMac() {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new javax.crypto.spec.SecretKeySpec(bytes, "HmacSHA256"));
        return mac;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("the JDK has no HmacSHA256", e);
      }
    }

    /// The key as the padded block that starts the inner or outer hash of RFC 2104.
    byte[] block(int pad) {
      byte[] block = new byte[64];
      java.util.Arrays.fill(block, (byte) pad);
      for (int i = 0; i < bytes.length; i++) {
        block[i] ^= bytes[i];
      }
      return block;
    }

    /// The key whose inner block this is; the inverse of [#block].
    static ScopeKey fromInnerBlock(int id, byte[] inner) {
      byte[] bytes = java.util.Arrays.copyOf(inner, 32);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] ^= INNER_PAD;
      }
      return new ScopeKey(id, bytes);
    }

    @Override
    public String toString() {
      return "ScopeKey[" + id + "]";
    }
  }

  static final int INNER_PAD = 0x36;
  static final int OUTER_PAD = 0x5c;
}
