package surety.server.posture.record;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import surety.server.workspace.ControlDatabase;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScopes;

/// The rows of the ledger and of its keys. What may be done with them is in the functions of
/// migration V008.
@Repository
class LedgerRows {

  // The server itself, outside every workspace: only in this scope is anything appended.
  private static final WorkspaceId OUTSIDE = new WorkspaceId(new UUID(0, 0));

  private final ControlDatabase database;
  private final WorkspaceDatabase signed;
  private final WorkspaceScopes scopes;

  LedgerRows(ControlDatabase database, WorkspaceDatabase signed, WorkspaceScopes scopes) {
    this.database = database;
    this.signed = signed;
    this.scopes = scopes;
  }

  /// A sealed key.
  record KeyRow(int seq, UUID id, byte[] publicKey, byte[] salt, byte[] sealed) {}

  /// The envelopes after number `seq`, in order, at most `most`.
  List<byte[]> after(long seq, int most) {
    return database.run(client -> after(client, seq, most));
  }

  /// The same in a transaction that has begun.
  static List<byte[]> after(JdbcClient client, long seq, int most) {
    return client
        .sql("SELECT envelope FROM posture.entry WHERE seq > ? ORDER BY seq LIMIT ?")
        .params(seq, most)
        .query((row, _) -> row.getBytes(1))
        .list();
  }

  /// Works in one transaction in which nobody else appends.
  <T> T locked(Function<JdbcClient, T> work) {
    return asServer(
        client -> {
          client.sql("SELECT posture.lock_ledger()").query(Long.class).single();
          return work.apply(client);
        });
  }

  /// Works in one transaction in the server's own scope.
  <T> T asServer(Function<JdbcClient, T> work) {
    return signed.write(scopes.ofSystemJob(OUTSIDE, Set.of()), work);
  }

  /// Takes or keeps the duty to run probes for so long; false if another server has it.
  boolean takeDuty(UUID server, Duration term) {
    return asServer(
        client ->
            client
                .sql("SELECT posture.take_duty(?, ?)")
                .param(1, server)
                .param(2, Math.toIntExact(term.toSeconds()))
                .query(Boolean.class)
                .single());
  }

  static void append(JdbcClient client, long seq, byte[] envelope) {
    client
        .sql("SELECT posture.append(?, ?)::text")
        .param(1, seq)
        .param(2, envelope)
        .query()
        .singleRow();
  }

  static List<KeyRow> keys(JdbcClient client) {
    return client
        .sql("SELECT seq, id, public_key, salt, sealed FROM posture.signing_keys()")
        .query(
            (row, _) ->
                new KeyRow(
                    row.getInt(1),
                    row.getObject(2, UUID.class),
                    row.getBytes(3),
                    row.getBytes(4),
                    row.getBytes(5)))
        .list();
  }

  /// Stores a key; false if another server was quicker.
  static boolean addKey(JdbcClient client, KeyRow key) {
    return client
        .sql("SELECT posture.add_signing_key(?, ?, ?, ?, ?)")
        .param(1, key.seq())
        .param(2, key.id())
        .param(3, key.publicKey())
        .param(4, key.salt())
        .param(5, key.sealed())
        .query(Boolean.class)
        .single();
  }

  static void rewrap(JdbcClient client, UUID key, byte[] sealed) {
    client
        .sql("SELECT posture.rewrap_signing_key(?, ?)::text")
        .param(1, key)
        .param(2, sealed)
        .query()
        .singleRow();
  }
}
