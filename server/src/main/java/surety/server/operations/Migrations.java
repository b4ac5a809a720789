package surety.server.operations;

import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import surety.server.workspace.Permission;

/// Brings a database to the schema that this build needs.
public final class Migrations {

  private Migrations() {}

  /// Runs the migrations that are missing, as the owner of the tables.
  ///
  /// Every module keeps its own in `surety/server/<module>/migration`; their numbers are one
  /// sequence. A migration may use the placeholders `${owner_role}` and `${runtime_role}`,
  /// and each permission's name for its bit.
  public static void run(DataSource owner, String ownerRole, String runtimeRole) {
    Map<String, String> placeholders = new HashMap<>(Permission.placeholders());
    placeholders.put("owner_role", ownerRole);
    placeholders.put("runtime_role", runtimeRole);
    Flyway.configure()
        .dataSource(owner)
        .defaultSchema("public")
        .locations("classpath:surety/server/*/migration")
        .placeholders(placeholders)
        .cleanDisabled(true)
        .outputQueryResults(false)
        .load()
        .migrate();
  }
}
