package surety.server.operations;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/// One real PostgreSQL for all tests of a JVM, with a new database for whoever asks.
///
/// ```java
/// private static final TestPostgres.Database DATABASE = TestPostgres.migrated();
/// ```
///
/// It is the embedded one, unless [InstalledPostgres#chosen] tells another.
public final class TestPostgres {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final TestPostgres INSTANCE = start();

  private final DatabaseLogin superuser;
  private final DatabaseBootstrap bootstrap;
  private boolean templateIsReady;

  private TestPostgres(DatabaseLogin superuser, DatabaseBootstrap bootstrap) {
    this.superuser = superuser;
    this.bootstrap = bootstrap;
  }

  /// A new database with every module's tables and no rows.
  public static Database migrated() {
    return INSTANCE.copyOfTemplate();
  }

  /// A new database with the two roles' rights and no tables.
  public static Database empty() {
    return INSTANCE.newDatabase();
  }

  /// A new database with everything that another one holds, to which nobody may be connected.
  public static Database copyOf(Database source) {
    return INSTANCE.copyOf(source.owner().name());
  }

  /// A database of its own for one test class.
  ///
  /// @param owner owns the tables, as in migrations
  /// @param runtime the role that serves requests
  /// @param superuser for looking from outside and for switching a control off
  public record Database(DatabaseLogin owner, DatabaseLogin runtime, DatabaseLogin superuser) {

    /// A new connection for each request.
    public DataSource ownerSource() {
      return owner.dataSource();
    }

    /// A new connection for each request.
    public DataSource runtimeSource() {
      return runtime.dataSource();
    }

    /// A new connection for each request.
    public DataSource superuserSource() {
      return superuser.dataSource();
    }

    /// The settings of a server on this database: for a whole application in a test.
    public Map<String, String> settings() {
      return Map.of(
          "surety.database.url", runtime.url(),
          "surety.database.user", runtime.user(),
          "surety.database.password", runtime.password(),
          "surety.database.owner-user", owner.user(),
          "surety.database.owner-password", owner.password());
    }

    /// A pool such as the server has; the caller closes it.
    public HikariDataSource runtimePool(int size) {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(runtime.url());
      config.setUsername(runtime.user());
      config.setPassword(runtime.password());
      config.setMaximumPoolSize(size);
      config.setMinimumIdle(0);
      return new HikariDataSource(config);
    }
  }

  private static TestPostgres start() {
    Path folder =
        Path.of(System.getProperty("java.io.tmpdir"), "postgres-" + ProcessHandle.current().pid())
            .toAbsolutePath();
    try {
      PostgresBinaries.deleteTree(folder);
      Path installed = InstalledPostgres.chosen().orElse(null);
      DatabaseLogin superuser = installed == null ? embedded(folder) : installed(installed, folder);
      var bootstrap = new DatabaseBootstrap(superuser, folder);
      bootstrap.roles();
      if (installed == null) {
        logInCheaply(bootstrap, superuser);
      }
      return new TestPostgres(superuser, bootstrap);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  // Tests connect thousands of times. What makes guessing a password dear would be a good part of
  // their time.
  private static void logInCheaply(DatabaseBootstrap bootstrap, DatabaseLogin superuser)
      throws SQLException, IOException {
    try (Connection connection = superuser.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET scram_iterations = 1");
      for (DatabaseLogin login :
          List.of(
              superuser,
              bootstrap.login(DatabaseBootstrap.OWNER, superuser.name()),
              bootstrap.login(DatabaseBootstrap.RUNTIME, superuser.name()))) {
        statement.execute("ALTER ROLE " + login.user() + " PASSWORD '" + login.password() + "'");
      }
    }
  }

  private static DatabaseLogin installed(Path home, Path folder)
      throws IOException, InterruptedException {
    InstalledPostgres postgres = InstalledPostgres.start(home, folder);
    Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
    return postgres.superuser();
  }

  // Not crash-safe, which is what makes it fast: durability has tests of its own.
  private static DatabaseLogin embedded(Path folder) {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            EmbeddedPostgresSettings.in(folder)
                .withBinaries(PostgresBinaries.sharedCache())
                .notDurable());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres, folder)));
    return postgres.superuser();
  }

  private static void stop(EmbeddedPostgres postgres, Path folder) {
    postgres.close();
    try {
      PostgresBinaries.deleteTree(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Migrating takes longer than copying, so the migrations run once in a JVM.
  private synchronized Database copyOfTemplate() {
    try {
      if (!templateIsReady) {
        bootstrap.database("template_migrated");
        DatabaseLogin owner = bootstrap.login(DatabaseBootstrap.OWNER, "template_migrated");
        Migrations.run(owner.dataSource(), DatabaseBootstrap.OWNER, DatabaseBootstrap.RUNTIME);
        templateIsReady = true;
      }
      return copyOf("template_migrated");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Database copyOf(String template) {
    try {
      String name = nextName();
      bootstrap.copy(template, name);
      return logins(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Database newDatabase() {
    try {
      String name = nextName();
      bootstrap.database(name);
      return logins(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Database logins(String name) throws IOException {
    return new Database(
        bootstrap.login(DatabaseBootstrap.OWNER, name),
        bootstrap.login(DatabaseBootstrap.RUNTIME, name),
        superuser.on(name));
  }

  private static String nextName() {
    return "test_" + COUNT.incrementAndGet();
  }
}
