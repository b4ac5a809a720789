package surety.server.operations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/// Checks the schema in the transaction of each migration, so that one that leaves a table
/// unprotected is rolled back, and once more at the end, also when nothing was missing.
///
/// A database without workspaces has nothing to protect between two migrations: there, the end is
/// enough.
final class SchemaCheck implements Callback {

  private boolean holdsWorkspaces = true;

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_MIGRATE
        || event == Event.AFTER_EACH_MIGRATE
        || event == Event.AFTER_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    try (Statement statement = context.getConnection().createStatement()) {
      if (event == Event.BEFORE_MIGRATE) {
        holdsWorkspaces = holdsWorkspaces(statement);
      } else if (event == Event.AFTER_MIGRATE || holdsWorkspaces) {
        statement.execute("SELECT sec.assert_protected()");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("schema not as it must be", e);
    }
  }

  private static boolean holdsWorkspaces(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("SELECT to_regclass('workspace.workspace') IS NOT NULL")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  @Override
  public String getCallbackName() {
    return "schema check";
  }
}
