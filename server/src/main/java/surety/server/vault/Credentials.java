package surety.server.vault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.envelope.Sealed;
import surety.server.workspace.WorkspaceId;

/// The rows of stored credentials, sealed.
final class Credentials {
  private final JdbcClient client;
  private final UUID workspace;

  /// @param client in the scope of the workspace
  Credentials(JdbcClient client, WorkspaceId workspace) {
    this.client = client;
    this.workspace = workspace.value();
  }

  /// A sealed credential and what it is sealed for.
  record Row(CredentialRef ref, CredentialKind kind, String host, Sealed sealed) {
    static Row of(ResultSet row, int number) throws SQLException {
      return new Row(
          new CredentialRef(row.getObject("id", UUID.class)),
          CredentialKind.ofStored(row.getString("kind")),
          row.getString("host"),
          Sealed.of(row.getBytes("sealed")));
    }
  }

  void insert(Row credential, String label, String fingerprint) {
    client
        .sql(
            """
            INSERT INTO vault.credential (workspace_id, id, kind, label, host, sealed, fingerprint)
            VALUES (:workspace, :id, :kind, :label, :host, :sealed, :fingerprint)
            """)
        .param("workspace", workspace)
        .param("id", credential.ref().id())
        .param("kind", credential.kind().stored())
        .param("label", label)
        .param("host", credential.host())
        .param("sealed", credential.sealed().bytes())
        .param("fingerprint", fingerprint)
        .update();
  }

  /// The row, locked until the transaction ends.
  Optional<Row> lock(CredentialRef ref) {
    return client
        .sql(
            """
            SELECT id, kind, host, sealed
              FROM vault.credential
             WHERE workspace_id = :workspace AND id = :id
               FOR UPDATE
            """)
        .param("workspace", workspace)
        .param("id", ref.id())
        .query(Row::of)
        .optional();
  }

  void replace(CredentialRef ref, Sealed sealed, String fingerprint) {
    client
        .sql(
            """
            UPDATE vault.credential
               SET sealed = :sealed, fingerprint = :fingerprint, rotated_at = now()
             WHERE workspace_id = :workspace AND id = :id
            """)
        .param("workspace", workspace)
        .param("id", ref.id())
        .param("sealed", sealed.bytes())
        .param("fingerprint", fingerprint)
        .update();
  }

  /// The next credentials after an id, in the order of ids, that another root key wraps; locked
  /// until the transaction ends. Skips what another transaction has locked.
  List<Row> lockUnderOtherKeys(String currentKeyId, UUID after, int atMost) {
    return client
        .sql(
            """
            SELECT id, kind, host, sealed
              FROM vault.credential
             WHERE workspace_id = :workspace AND id > :after AND key_id <> :current
             ORDER BY id
             LIMIT :at_most
               FOR UPDATE SKIP LOCKED
            """)
        .param("workspace", workspace)
        .param("after", after)
        .param("current", currentKeyId)
        .param("at_most", atMost)
        .query(Row::of)
        .list();
  }

  void rewrap(CredentialRef ref, Sealed sealed) {
    client
        .sql(
            """
            UPDATE vault.credential
               SET sealed = :sealed
             WHERE workspace_id = :workspace AND id = :id
            """)
        .param("workspace", workspace)
        .param("id", ref.id())
        .param("sealed", sealed.bytes())
        .update();
  }

  boolean delete(CredentialRef ref) {
    return client
            .sql("DELETE FROM vault.credential WHERE workspace_id = :workspace AND id = :id")
            .param("workspace", workspace)
            .param("id", ref.id())
            .update()
        == 1;
  }

  Optional<CredentialSummary> summary(CredentialRef ref) {
    return client
        .sql(
            """
            SELECT id, kind, label, host, fingerprint, created_at, rotated_at
              FROM vault.credential
             WHERE workspace_id = :workspace AND id = :id
            """)
        .param("workspace", workspace)
        .param("id", ref.id())
        .query(Credentials::summary)
        .optional();
  }

  private static CredentialSummary summary(ResultSet row, int number) throws SQLException {
    return new CredentialSummary(
        new CredentialRef(row.getObject("id", UUID.class)),
        CredentialKind.ofStored(row.getString("kind")),
        row.getString("label"),
        row.getString("host"),
        row.getString("fingerprint"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("rotated_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }
}
