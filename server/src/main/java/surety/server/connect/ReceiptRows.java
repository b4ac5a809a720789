package surety.server.connect;

import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.workspace.WorkspaceId;

/// Receipts of a workspace, within one transaction of one scope.
final class ReceiptRows {

  // Newer ones are more likely to be looked for; each can be had by its address.
  private static final int MOST_LISTED = 100;

  private final JdbcClient client;
  private final UUID workspace;

  ReceiptRows(JdbcClient client, WorkspaceId workspace) {
    this.client = client;
    this.workspace = workspace.value();
  }

  void insert(Receipt receipt, byte[] envelope) {
    client
        .sql(
            """
            INSERT INTO connect.receipt (workspace_id, id, label, connector, ended_at, envelope)
            VALUES (:workspace, :id, :label, :connector, :ended_at, :envelope)
            """)
        .param("workspace", workspace)
        .param("id", receipt.id())
        .param("label", receipt.connection().label())
        .param("connector", receipt.connection().connector())
        .param("ended_at", Timestamp.from(receipt.endedAt()))
        .param("envelope", envelope)
        .update();
  }

  /// The latest, newest first.
  List<ReceiptLine> latest() {
    return client
        .sql(
            """
            SELECT id, label, connector, ended_at FROM connect.receipt
             WHERE workspace_id = :workspace ORDER BY id DESC LIMIT :most
            """)
        .param("workspace", workspace)
        .param("most", MOST_LISTED)
        .query(
            (row, _) ->
                new ReceiptLine(
                    row.getObject("id", UUID.class),
                    row.getString("label"),
                    row.getString("connector"),
                    row.getTimestamp("ended_at").toInstant()))
        .list();
  }

  Optional<byte[]> envelope(UUID id) {
    return client
        .sql("SELECT envelope FROM connect.receipt WHERE workspace_id = :workspace AND id = :id")
        .param("workspace", workspace)
        .param("id", id)
        .query((row, _) -> row.getBytes(1))
        .optional();
  }
}
