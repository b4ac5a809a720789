package surety.server.ai.limit;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// The counters of each day, which hold at least what was used.
@Repository
class UsageRows {

  private static final long MICROS_PER_CENT = 10_000;
  private static final UUID ALL_KEYS = new UUID(0, 0);

  private final WorkspaceDatabase database;
  private final WorkspaceScopes scopes;

  UsageRows(WorkspaceDatabase database, WorkspaceScopes scopes) {
    this.database = database;
    this.scopes = scopes;
  }

  /// What was counted of a key.
  ///
  /// @param name of the key, or of the member; null if it is known no more
  record Counted(UUID key, @Nullable String name, long requests, Amount used) {}

  /// Adds to the counters what is left below the limits, up to `wish`.
  ///
  /// @return what was added; empty if less than `need` is left
  Optional<Amount> borrow(
      WorkspaceScope caller, LocalDate day, Limits limits, Amount need, Amount wish) {
    return database.write(
        scope(caller),
        client -> {
          lock(client, caller, day);
          Amount left = left(client, caller, day, limits);
          if (!left.covers(need)) {
            return Optional.empty();
          }
          Amount granted = wish.min(left).max(need);
          addToBoth(client, caller, day, 0, granted);
          return Optional.of(granted);
        });
  }

  boolean hasTokens(WorkspaceScope caller, LocalDate day, Limits limits, long tokens) {
    return database.read(
        scope(caller), client -> left(client, caller, day, limits).tokens() >= tokens);
  }

  /// Adds to the counters, whatever the limits: it was used already, or less was used.
  void count(WorkspaceScope caller, LocalDate day, long requests, Amount amount) {
    database.write(
        scope(caller),
        client -> {
          lock(client, caller, day);
          addToBoth(client, caller, day, requests, amount);
          return true;
        });
  }

  List<Counted> of(WorkspaceScope scope, LocalDate day) {
    return database.read(scope, client -> rows(client, scope, day)).stream()
        .filter(counted -> !counted.key().equals(ALL_KEYS))
        .toList();
  }

  private WorkspaceScope scope(WorkspaceScope caller) {
    return scopes.forModelCall(caller, Set.of(Permission.AI_USE));
  }

  // The row of all keys together. Whoever adds to a workspace's counters writes it first, so that
  // servers come one after the other and a limit of all keys holds.
  private static void lock(JdbcClient client, WorkspaceScope caller, LocalDate day) {
    add(client, caller.workspace(), day, ALL_KEYS, 0, Amount.NONE);
  }

  private static void addToBoth(
      JdbcClient client, WorkspaceScope caller, LocalDate day, long requests, Amount amount) {
    add(client, caller.workspace(), day, ALL_KEYS, requests, amount);
    add(client, caller.workspace(), day, caller.principal().value(), requests, amount);
  }

  private static Amount left(
      JdbcClient client, WorkspaceScope caller, LocalDate day, Limits limits) {
    Amount all = Amount.NONE;
    Amount own = Amount.NONE;
    for (Counted row : rows(client, caller, day)) {
      all = row.key().equals(ALL_KEYS) ? row.used() : all;
      own = row.key().equals(caller.principal().value()) ? row.used() : own;
    }
    Amount ofAll = new Amount(limits.tokensDay(), limits.centsDay() * MICROS_PER_CENT).minus(all);
    Amount ofKey =
        new Amount(limits.keyTokensDay(), limits.keyCentsDay() * MICROS_PER_CENT).minus(own);
    return ofAll.min(ofKey);
  }

  private static List<Counted> rows(JdbcClient client, WorkspaceScope scope, LocalDate day) {
    return client
        .sql(
            """
            SELECT u.key_id, coalesce(k.name, m.email) AS name, u.requests, u.tokens, u.micros
              FROM ai.usage u
              LEFT JOIN identity.api_key k ON k.workspace_id = u.workspace_id AND k.id = u.key_id
              LEFT JOIN workspace.member m ON m.workspace_id = u.workspace_id AND m.id = u.key_id
             WHERE u.workspace_id = ? AND u.day = ? ORDER BY u.key_id
            """)
        .params(scope.workspace().value(), day)
        .query(
            (row, _) ->
                new Counted(
                    row.getObject("key_id", UUID.class),
                    row.getString("name"),
                    row.getLong("requests"),
                    new Amount(row.getLong("tokens"), row.getLong("micros"))))
        .list();
  }

  private static void add(
      JdbcClient client,
      WorkspaceId workspace,
      LocalDate day,
      UUID key,
      long requests,
      Amount amount) {
    client
        .sql(
            """
            INSERT INTO ai.usage AS u (workspace_id, day, key_id, requests, tokens, micros)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (workspace_id, day, key_id) DO UPDATE
               SET requests = u.requests + excluded.requests,
                   tokens = u.tokens + excluded.tokens,
                   micros = u.micros + excluded.micros
            """)
        .params(workspace.value(), day, key, requests, amount.tokens(), amount.micros())
        .update();
  }
}
