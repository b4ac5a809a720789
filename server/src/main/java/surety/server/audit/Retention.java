package surety.server.audit;

import java.util.OptionalInt;
import org.springframework.stereotype.Repository;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// For how many days a workspace keeps its trail. What is past that is removed within the hour
/// after its day (UTC) has passed.
@Repository
public class Retention {

  /// The fewest days that can be chosen. The table refuses fewer as well.
  static final int SHORTEST = 90;

  /// The most days that can be chosen, ten years.
  static final int LONGEST = 3650;

  private final WorkspaceDatabase database;

  Retention(WorkspaceDatabase database) {
    this.database = database;
  }

  /// What the owner has chosen, else what the operator has set for all.
  public int days(WorkspaceScope scope) {
    scope.require(Permission.AUDIT_VIEW);
    return database.read(
        scope,
        client ->
            client
                .sql(
                    """
                    SELECT coalesce((SELECT days FROM audit.workspace_retention
                                      WHERE workspace_id = ?), audit.kept_days())
                    """)
                .param(1, scope.workspace().value())
                .query(Integer.class)
                .single());
  }

  /// Chooses. Recorded as a change of the workspace.
  ///
  /// @param days from [#SHORTEST] to [#LONGEST]
  /// @throws org.springframework.dao.DataAccessException if nobody acts who owns the workspace
  void keep(WorkspaceScope scope, int days) {
    scope.require(Permission.SETTINGS_MANAGE);
    database.write(
        scope,
        client -> client.sql("SELECT audit.keep_for(?)::text").param(1, days).query().singleRow());
  }

  /// Reads what somebody typed; empty unless it is a number of days within the bounds.
  static OptionalInt parse(String text) {
    String digits = text.strip();
    int days = digits.matches("[0-9]{1,4}") ? Integer.parseInt(digits) : 0;
    return days >= SHORTEST && days <= LONGEST ? OptionalInt.of(days) : OptionalInt.empty();
  }
}
