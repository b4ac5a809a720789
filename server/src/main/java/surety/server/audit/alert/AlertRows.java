package surety.server.audit.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import surety.server.workspace.Permission;
import surety.server.workspace.Role;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// Alerts and their rules in the database.
@Repository
class AlertRows {

  /// How many a page shows.
  static final int SHOWN = 100;

  private static final int MAILED_AT_ONCE = 20;
  private static final int WORKSPACES_AT_ONCE = 20;
  private static final int ENTRIES_AT_ONCE = 50_000;

  // The server itself, outside every workspace.
  private static final WorkspaceId OUTSIDE = new WorkspaceId(new UUID(0, 0));

  private static final String ALERTS =
      """
      SELECT a.id, a.rule, a.principal, a.entry_at, a.number, a.network,
             coalesce(m.email, g.email, k.name, a.principal::text) AS who
        FROM audit.alert a
        LEFT JOIN workspace.member m ON m.workspace_id = a.workspace_id AND m.id = a.principal
        LEFT JOIN workspace.support_grant g
               ON g.workspace_id = a.workspace_id AND g.id = a.principal
        LEFT JOIN identity.api_key k ON k.workspace_id = a.workspace_id AND k.id = a.principal
       WHERE a.workspace_id = ?
      """;

  private final WorkspaceDatabase database;
  private final WorkspaceScopes scopes;
  private final WorkspaceScope server;

  AlertRows(WorkspaceDatabase database, WorkspaceScopes scopes) {
    this.database = database;
    this.scopes = scopes;
    this.server = scopes.ofSystemJob(OUTSIDE, Set.of());
  }

  /// How a rule holds in a workspace.
  ///
  /// @param number of a rule that counts
  record Choice(AlertRule rule, boolean enabled, @Nullable Long number) {}

  /// The newest alerts, newest first.
  List<Alert> list(WorkspaceScope scope) {
    scope.require(Permission.AUDIT_VIEW);
    return database.readOnce(
        scope,
        ALERTS + " ORDER BY a.entry_at DESC, a.id DESC LIMIT " + SHOWN,
        (row, _) -> alert(row),
        scope.workspace().value());
  }

  /// How each rule holds.
  List<Choice> choices(WorkspaceScope scope) {
    scope.require(Permission.AUDIT_VIEW);
    Map<AlertRule, Choice> chosen = new EnumMap<>(AlertRule.class);
    database
        .readOnce(
            scope,
            "SELECT rule, enabled, threshold FROM audit.alert_rule WHERE workspace_id = ?",
            (row, _) -> choice(row),
            scope.workspace().value())
        .forEach(choice -> chosen.put(choice.rule(), choice));
    return Arrays.stream(AlertRule.values())
        .map(rule -> chosen.getOrDefault(rule, new Choice(rule, true, usual(rule))))
        .toList();
  }

  /// Chooses for all rules at once.
  void choose(WorkspaceScope scope, List<Choice> choices) {
    scope.require(Permission.SETTINGS_MANAGE);
    database.write(
        scope,
        client -> {
          choices.forEach(
              choice ->
                  client
                      .sql("SELECT audit.choose_alert_rule(?, ?, ?)::text")
                      .param(choice.rule().key())
                      .param(choice.enabled())
                      .param(choice.number())
                      .query(String.class)
                      .optional());
          return true;
        });
  }

  /// Looks at what is new in the logs.
  ///
  /// @return how many workspaces had something new; there may be more
  int watch() {
    return database.write(
        server,
        client ->
            client
                .sql("SELECT audit.watch(?, ?)")
                .params(WORKSPACES_AT_ONCE, ENTRIES_AT_ONCE)
                .query(Integer.class)
                .single());
  }

  /// Removes alerts whose entries are gone.
  int clear() {
    return database.write(
        server, client -> client.sql("SELECT audit.clear_alerts()").query(Integer.class).single());
  }

  /// Workspaces with alerts of which nobody was told yet.
  List<WorkspaceId> toMail() {
    return database.write(
        server,
        client ->
            client
                .sql("SELECT * FROM audit.alerts_to_mail(?)")
                .param(WORKSPACES_AT_ONCE)
                .query((row, _) -> new WorkspaceId(row.getObject(1, UUID.class)))
                .list());
  }

  /// News for the people who may read the trail.
  ///
  /// @param workspace its name
  /// @param to their addresses
  record News(String workspace, List<String> to, List<Alert> alerts) {}

  /// Hands out alerts of which nobody was told yet. If the teller throws, they stay.
  void tell(WorkspaceId workspace, Consumer<News> teller) {
    WorkspaceScope scope = scopes.ofSystemJob(workspace, Set.of(Permission.AUDIT_VIEW));
    database.write(
        scope,
        client -> {
          List<UUID> taken =
              client
                  .sql("SELECT * FROM audit.take_alerts(?)")
                  .param(MAILED_AT_ONCE)
                  .query(UUID.class)
                  .list();
          if (!taken.isEmpty()) {
            teller.accept(
                new News(
                    name(client, workspace),
                    to(client, workspace),
                    alerts(client, workspace, taken)));
          }
          return true;
        });
  }

  private static String name(JdbcClient client, WorkspaceId workspace) {
    return client
        .sql("SELECT name FROM workspace.workspace WHERE workspace_id = ?")
        .param(workspace.value())
        .query(String.class)
        .single();
  }

  private static List<String> to(JdbcClient client, WorkspaceId workspace) {
    String[] roles =
        Arrays.stream(Role.values())
            .filter(role -> role.permissions().contains(Permission.AUDIT_VIEW))
            .map(Role::name)
            .toArray(String[]::new);
    return client
        .sql(
            """
            SELECT email FROM workspace.member
             WHERE workspace_id = ? AND role = ANY (?) ORDER BY email
            """)
        .params(workspace.value(), roles)
        .query(String.class)
        .list();
  }

  private static List<Alert> alerts(JdbcClient client, WorkspaceId workspace, List<UUID> ids) {
    return client
        .sql(ALERTS + " AND a.id = ANY (?) ORDER BY a.entry_at, a.id")
        .params(workspace.value(), ids.toArray(UUID[]::new))
        .query((row, _) -> alert(row))
        .list();
  }

  private static Alert alert(ResultSet row) throws SQLException {
    return new Alert(
        row.getObject("id", UUID.class),
        AlertRule.ofKey(row.getString("rule")).orElseThrow(),
        row.getObject("principal", UUID.class),
        row.getString("who"),
        row.getObject("entry_at", OffsetDateTime.class).toInstant(),
        row.getObject("number", Long.class),
        row.getString("network"));
  }

  private static Choice choice(ResultSet row) throws SQLException {
    AlertRule rule = AlertRule.ofKey(row.getString(1)).orElseThrow();
    Long number = row.getObject(3, Long.class);
    return new Choice(rule, row.getBoolean(2), number == null ? usual(rule) : number);
  }

  private static @Nullable Long usual(AlertRule rule) {
    OptionalLong usual = rule.usual();
    return usual.isPresent() ? usual.getAsLong() : null;
  }
}
