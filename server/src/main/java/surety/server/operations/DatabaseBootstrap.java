package surety.server.operations;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/// Makes the roles and databases of an embedded PostgreSQL, as its superuser.
///
/// The same statements, in `roles.sql` and `database.sql`, prepare an external PostgreSQL by hand.
/// They run at every start, so that a right that was given away by hand does not stay.
final class DatabaseBootstrap {

  static final String OWNER = "surety_owner";
  static final String RUNTIME = "surety_runtime";

  private final DatabaseLogin superuser;
  private final Path secrets;

  /// @param secrets the folder for the two roles' passwords
  DatabaseBootstrap(DatabaseLogin superuser, Path secrets) {
    this.superuser = superuser;
    this.secrets = secrets;
  }

  /// Makes the two roles and gives each a random password, kept in a file that only the server
  /// reads.
  void roles() throws SQLException, IOException {
    try (Connection connection = superuser.connect()) {
      execute(connection, script("roles.sql", superuser));
      password(connection, OWNER);
      password(connection, RUNTIME);
    }
  }

  /// Makes a database, owned by the owner role, that holds nothing yet; or hardens an existing one.
  void database(String name) throws SQLException, IOException {
    try (Connection connection = superuser.connect()) {
      if (!exists(connection, name)) {
        execute(connection, "create database " + name + " owner " + OWNER);
      }
    }
    harden(superuser.on(name));
  }

  /// Makes a database as a copy of another one that nobody uses at the moment.
  void copy(String template, String name) throws SQLException, IOException {
    try (Connection connection = superuser.connect()) {
      execute(connection, "create database " + name + " template " + template);
    }
    harden(superuser.on(name));
  }

  DatabaseLogin login(String role, String database) throws IOException {
    String password = Files.readString(passwordFile(role)).strip();
    return new DatabaseLogin(superuser.on(database).url(), role, password);
  }

  private static void harden(DatabaseLogin database) throws SQLException, IOException {
    try (Connection connection = database.connect()) {
      execute(connection, script("database.sql", database));
    }
  }

  private Path passwordFile(String role) {
    return secrets.resolve(role + ".password");
  }

  // The file is written last: after a crash in between, the next start sets another password.
  private void password(Connection connection, String role) throws SQLException, IOException {
    if (Files.exists(passwordFile(role))) {
      return;
    }
    String password = SecretFiles.randomPassword();
    connection
        .unwrap(PGConnection.class)
        .alterUserPassword(role, password.toCharArray(), "scram-sha-256");
    SecretFiles.write(passwordFile(role), password);
  }

  private static boolean exists(Connection connection, String database) throws SQLException {
    String sql = "select 1 from pg_catalog.pg_database where datname = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, database);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String script(String name, DatabaseLogin database) throws IOException {
    try (InputStream in = DatabaseBootstrap.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("${owner}", OWNER)
          .replace("${runtime}", RUNTIME)
          .replace("${database}", database.name());
    }
  }
}
