package surety.server.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import surety.twin.Ground;
import surety.twin.PlantedFault;
import surety.twin.SqlFault;
import surety.twin.Undo;

/// Ways into the database that are not the server's.
@SqlFault(
    id = "members-granted-to-everybody",
    control = "database-logins",
    off = "GRANT SELECT ON workspace.member TO PUBLIC",
    on = "REVOKE SELECT ON workspace.member FROM PUBLIC")
final class LoginFaults {

  private static final long PATIENCE_MILLIS = 500;

  private LoginFaults() {}

  /// Makes a login that nobody counted.
  @PlantedFault(id = "one-more-login", control = "database-logins")
  static Undo person(Ground ground) throws SQLException {
    asSuperuser(ground, "CREATE ROLE rehearsal_person LOGIN PASSWORD NULL");
    return () -> asSuperuser(ground, "DROP ROLE rehearsal_person");
  }

  /// Has the database trust whoever is on this machine.
  @PlantedFault(id = "logins-without-password", control = "database-logins")
  static Undo trusting(Ground ground) throws IOException, SQLException {
    Path rules = postgres(ground).files().resolve("pg_hba.conf");
    String before = Files.readString(rules);
    rewrite(ground, rules, before.replace("scram-sha-256", "trust"));
    return () -> rewrite(ground, rules, before);
  }

  // In its place, so that the account that PostgreSQL runs as goes on owning the file.
  private static void rewrite(Ground ground, Path rules, String text)
      throws IOException, SQLException {
    Files.writeString(rules, text);
    asSuperuser(ground, "SELECT pg_reload_conf()");
    try {
      Thread.sleep(PATIENCE_MILLIS); // the postmaster reads it when it comes to it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void asSuperuser(Ground ground, String sql) throws SQLException {
    try (Connection connection = postgres(ground).superuser().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static EmbeddedPostgres postgres(Ground ground) {
    return Objects.requireNonNull(ground.bean(ServerDatabase.class).embedded()).postgres();
  }
}
