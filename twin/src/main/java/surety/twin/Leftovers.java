package surety.twin;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// What probes leave in the twin's database and nobody needs again: trails, and keys and grants
/// that are over. Every run adds to it, and each page, file and copy of the disk in which it shows
/// would take longer from fault to fault.
final class Leftovers {

  private static final List<String> CLEAR =
      List.of(
          "TRUNCATE audit.access, audit.change",
          "TRUNCATE identity.api_key, identity.api_key_secret, workspace.support_grant",
          "DELETE FROM identity.sign_in_request");

  // The log since the last checkpoint is part of what is copied and searched.
  private static final List<String> SHORTEN_LOG =
      List.of("ALTER SYSTEM SET min_wal_size = '32MB'", "SELECT pg_reload_conf()", "CHECKPOINT");

  private Leftovers() {}

  /// @throws FaultRefused if the database does not let go of it
  static void clear(RunningTwin twin) {
    try (Connection connection = twin.superuser();
        Statement statement = connection.createStatement()) {
      for (String each : CLEAR) {
        statement.execute(each);
      }
      for (String each : SHORTEN_LOG) {
        statement.execute(each);
      }
    } catch (SQLException e) {
      throw new FaultRefused("what the probes left stays: " + e.getMessage(), e);
    }
  }
}
