package surety.server.operations;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
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
  ///
  /// @param further where more migrations are, as Flyway writes places
  /// @throws org.flywaydb.core.api.FlywayException if a migration fails, or leaves what workspaces
  ///     have unprotected; it is rolled back then, and those before it stay
  public static void run(
      DataSource owner, String ownerRole, String runtimeRole, String... further) {
    Map<String, String> placeholders = new HashMap<>(Permission.placeholders());
    placeholders.put("owner_role", ownerRole);
    placeholders.put("runtime_role", runtimeRole);
    Flyway.configure()
        .dataSource(owner)
        .defaultSchema("public")
        .locations(
            Stream.concat(Stream.of("classpath:surety/server/*/migration"), Stream.of(further))
                .toArray(String[]::new))
        .callbacks(new SchemaCheck())
        .placeholders(placeholders)
        .cleanDisabled(true)
        .outputQueryResults(false)
        // No commit waits for the disk: the log is written in order, so that the first one of the
        // server that does wait takes these along, and a start without them makes them again.
        .initSql("SET synchronous_commit = off")
        .load()
        .migrate();
  }
}
