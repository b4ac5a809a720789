package surety.server.workspace;

import java.security.SecureRandom;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The keys of the scope HMAC in the database. Read and made as the owner, when the server starts:
/// the runtime role cannot see them.
final class ScopeKeys {

  private final JdbcClient owner;
  private final SecureRandom random;

  ScopeKeys(JdbcClient owner, SecureRandom random) {
    this.owner = owner;
    this.random = random;
  }

  /// The newest key; made now if there is none.
  ScopeSigner.ScopeKey current() {
    // Several servers may start at once on an empty database; the lock lets one of them make the
    // key.
    owner.sql("LOCK TABLE sec.scope_key IN SHARE ROW EXCLUSIVE MODE").update();
    return newest().orElseGet(this::make);
  }

  private Optional<ScopeSigner.ScopeKey> newest() {
    return owner
        .sql("SELECT key_id, inner_pad FROM sec.scope_key ORDER BY created_at DESC LIMIT 1")
        .query((row, _) -> ScopeSigner.ScopeKey.fromInnerBlock(row.getInt(1), row.getBytes(2)))
        .optional();
  }

  private ScopeSigner.ScopeKey make() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    var key = new ScopeSigner.ScopeKey(1, bytes);
    owner
        .sql(
            "INSERT INTO sec.scope_key (key_id, inner_pad, outer_pad) VALUES (:id, :inner, :outer)")
        .param("id", "%02d".formatted(key.id()))
        .param("inner", key.block(ScopeSigner.INNER_PAD))
        .param("outer", key.block(ScopeSigner.OUTER_PAD))
        .update();
    return key;
  }
}
