package surety.server.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Repository;
import surety.server.workspace.Accessor;
import surety.server.workspace.PrincipalId;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// What the selects of the trails' forms offer.
@Repository
class TrailChoices {

  private final WorkspaceDatabase database;

  TrailChoices(WorkspaceDatabase database) {
    this.database = database;
  }

  /// One that can be chosen.
  ///
  /// @param key as a query says it
  record Choice(String key, String label) {}

  static List<Choice> accessors() {
    return Arrays.stream(Accessor.values())
        .map(accessor -> new Choice(TrailField.key(accessor), accessor.label()))
        .toList();
  }

  static List<Choice> actions() {
    return Arrays.stream(AccessAction.values())
        .map(action -> new Choice(TrailField.key(action), action.label()))
        .sorted(Comparator.comparing(Choice::label))
        .toList();
  }

  static List<Choice> outcomes() {
    return Arrays.stream(Outcome.values())
        .map(outcome -> new Choice(TrailField.key(outcome), outcome.label()))
        .toList();
  }

  static List<Choice> operations() {
    return Arrays.stream(ChangeRow.Operation.values())
        .map(operation -> new Choice(TrailField.key(operation), operation.label()))
        .toList();
  }

  static List<Choice> connections(Map<UUID, String> names, String chosen) {
    Map<String, String> all = new LinkedHashMap<>();
    names.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(name -> all.put(name.getKey().toString(), Visible.of(name.getValue())));
    if (!chosen.isEmpty()) {
      all.putIfAbsent(chosen, "Removed connection");
    }
    return choices(all);
  }

  /// Everybody who can act here now or has had access as support or by a key, and of those who are
  /// gone the ones on the page and the one that is chosen.
  List<Choice> principals(WorkspaceScope scope, List<? extends TrailEntry> shown, String chosen) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(PrincipalId.SYSTEM.toString(), "Surety");
    database
        .readOnce(
            scope,
            """
            SELECT id::text, name FROM (
                SELECT id, email AS name, 1 AS sort FROM workspace.member
                UNION ALL
                SELECT id, 'Support ' || email || to_char(granted_at, ' YYYY-MM-DD'), 2
                  FROM workspace.support_grant
                UNION ALL
                SELECT id, 'Key ' || name, 3 FROM identity.api_key) p
             ORDER BY sort, name, id
            """,
            (row, _) -> new Choice(row.getString(1), Visible.of(row.getString(2))))
        .forEach(choice -> all.put(choice.key(), choice.label()));
    shown.forEach(entry -> all.putIfAbsent(entry.principal().toString(), entry.who()));
    if (!chosen.isEmpty()) {
      all.putIfAbsent(chosen, "Removed member " + chosen);
    }
    return choices(all);
  }

  /// Every table whose changes are recorded.
  List<Choice> tables(WorkspaceScope scope, String chosen) {
    Map<String, String> all = new LinkedHashMap<>();
    database
        .readOnce(
            scope,
            """
            SELECT n.nspname || '.' || c.relname
              FROM pg_catalog.pg_trigger t
              JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE t.tgname = 'record_change'
             ORDER BY c.relname, n.nspname
            """,
            (row, _) -> row.getString(1))
        .forEach(table -> all.put(table, ChangeRow.subject(table)));
    if (!chosen.isEmpty()) {
      all.putIfAbsent(chosen, ChangeRow.subject(chosen));
    }
    return choices(all);
  }

  private static List<Choice> choices(Map<String, String> labels) {
    List<Choice> choices = new ArrayList<>();
    labels.forEach((key, label) -> choices.add(new Choice(key, label)));
    return choices;
  }
}
