package surety.server.vault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import surety.envelope.KeyRing;
import surety.envelope.RootKeyId;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScopes;

/// What all servers of an installation know of its root keys: the functions of migration V032. Ids,
/// counts and times alone.
@Repository
class RootKeyRegistry {

  // The server itself, outside every workspace.
  private static final WorkspaceId OUTSIDE = new WorkspaceId(new UUID(0, 0));

  /// The place of a key that is not where the settings say: it opens until its values have moved.
  static final String ELSEWHERE = "elsewhere";

  private final WorkspaceDatabase signed;
  private final WorkspaceScopes scopes;

  RootKeyRegistry(WorkspaceDatabase signed, WorkspaceScopes scopes) {
    this.signed = signed;
    this.scopes = scopes;
  }

  /// What became of the wish that a key be forgotten.
  enum Removal {
    REMOVED,
    CURRENT,
    SEALING,
    USED,
    BUSY,
    UNKNOWN
  }

  /// Since when a credential is what it is.
  record Age(WorkspaceId workspace, CredentialRef ref, CredentialKind kind, Instant since) {}

  /// Tells which keys a server holds.
  ///
  /// @return the key that is current in the installation
  RootKeyId report(UUID server, RootKeys keys) {
    KeyRing held = keys.get();
    String[] ids = held.ids().stream().map(RootKeyId::hex).toArray(String[]::new);
    String[] places =
        held.ids().stream()
            .map(id -> keys.isOwn(id) ? keys.place().stored() : ELSEWHERE)
            .toArray(String[]::new);
    return asServer(
        client ->
            new RootKeyId(
                client
                    .sql("SELECT vault.report_root_keys(?, ?, ?)")
                    .param(1, server)
                    .param(2, ids)
                    .param(3, places)
                    .query(String.class)
                    .single()));
  }

  /// A rotation has drawn this key.
  void announce(RootKeyId id) {
    call("SELECT vault.announce_root_key(?)::text", id.hex());
  }

  void makeCurrent(RootKeyId id) {
    call("SELECT vault.make_root_key_current(?)::text", id.hex());
  }

  void leave(UUID server) {
    call("SELECT vault.leave_root_keys(?)::text", server);
  }

  List<RootKeyState> states() {
    return asServer(
        client ->
            client
                .sql("SELECT * FROM vault.root_key_status()")
                .query(RootKeyRegistry::state)
                .list());
  }

  Removal remove(RootKeyId id) {
    return asServer(
        client ->
            Removal.valueOf(
                client
                    .sql("SELECT upper(vault.remove_root_key(?))")
                    .param(1, id.hex())
                    .query(String.class)
                    .single()));
  }

  /// The credentials of all workspaces, oldest first.
  List<Age> ages(int atMost) {
    return asServer(
        client ->
            client
                .sql("SELECT workspace_id, id, kind, since FROM vault.credential_ages(?)")
                .param(1, atMost)
                .query(
                    (row, _) ->
                        new Age(
                            new WorkspaceId(row.getObject(1, UUID.class)),
                            new CredentialRef(row.getObject(2, UUID.class)),
                            CredentialKind.ofStored(row.getString(3)),
                            row.getObject(4, OffsetDateTime.class).toInstant()))
                .list());
  }

  /// The workspaces with credentials under another root key than this one.
  List<WorkspaceId> workspacesToRewrap(RootKeyId current) {
    return asServer(
        client ->
            client
                .sql("SELECT workspace_id FROM vault.workspaces_to_rewrap(?)")
                .param(1, current.hex())
                .query((row, _) -> new WorkspaceId(row.getObject(1, UUID.class)))
                .list());
  }

  private void call(String sql, Object parameter) {
    asServer(client -> client.sql(sql).param(1, parameter).query().singleRow());
  }

  private <T> T asServer(Function<JdbcClient, T> work) {
    return signed.write(scopes.ofSystemJob(OUTSIDE, Set.of()), work);
  }

  private static RootKeyState state(ResultSet row, int number) throws SQLException {
    return new RootKeyState(
        new RootKeyId(row.getString("key_id")),
        Optional.ofNullable(row.getString("place")),
        row.getBoolean("is_current"),
        row.getBoolean("prepared"),
        instant(row, "first_seen"),
        instant(row, "current_since"),
        instant(row, "removed_at"),
        row.getLong("sealed"),
        row.getLong("holding"),
        row.getLong("sealing"),
        row.getLong("servers"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
