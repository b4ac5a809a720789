package surety.server.connect;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.connect.Precedence.Choice;
import surety.server.workspace.WorkspaceId;

/// What a workspace chose, within one transaction of one scope.
final class PrecedenceRows {

  /// A further column of a query on connections: for which kinds each was chosen.
  static final String CHOSEN =
      """
      ARRAY(SELECT p.kind || ' ' || p.others FROM connect.precedence p
             WHERE p.workspace_id = connection.workspace_id AND p.connection_id = connection.id)
          AS chosen
      """;

  private static final String LEFT_OUT = "left_out";

  private final JdbcClient client;
  private final UUID workspace;

  PrecedenceRows(JdbcClient client, WorkspaceId workspace) {
    this.client = client;
    this.workspace = workspace.value();
  }

  /// What [#CHOSEN] told of one connection.
  static Map<Fetch, Choice> choices(UUID connection, List<String> chosen) {
    Map<Fetch, Choice> choices = new EnumMap<>(Fetch.class);
    for (String each : chosen) {
      String[] parts = each.split(" ", 2);
      Fetch fetch = Fetch.valueOf(parts[0].toUpperCase(Locale.ROOT));
      choices.put(fetch, new Choice(connection, parts[1].equals(LEFT_OUT)));
    }
    return choices;
  }

  void choose(Fetch fetch, Choice choice) {
    client
        .sql(
            """
            INSERT INTO connect.precedence (workspace_id, kind, connection_id, others)
            VALUES (:workspace, :kind, :connection, :others)
                ON CONFLICT (workspace_id, kind)
                DO UPDATE SET connection_id = EXCLUDED.connection_id, others = EXCLUDED.others
             WHERE precedence.connection_id <> EXCLUDED.connection_id
                OR precedence.others <> EXCLUDED.others
            """)
        .param("workspace", workspace)
        .param("kind", fetch.key())
        .param("connection", choice.connection())
        .param("others", choice.othersLeftOut() ? LEFT_OUT : "counted")
        .update();
  }

  void follow(Fetch fetch) {
    client
        .sql("DELETE FROM connect.precedence WHERE workspace_id = :workspace AND kind = :kind")
        .param("workspace", workspace)
        .param("kind", fetch.key())
        .update();
  }
}
