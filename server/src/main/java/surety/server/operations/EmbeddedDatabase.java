package surety.server.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;

/// The server's own database: an embedded PostgreSQL with its two roles and the database `surety`.
public final class EmbeddedDatabase implements AutoCloseable {

  private static final String NAME = "surety";

  private final EmbeddedPostgres postgres;
  private final DatabaseLogin owner;
  private final DatabaseLogin runtime;

  private EmbeddedDatabase(EmbeddedPostgres postgres, Path folder)
      throws SQLException, IOException {
    var bootstrap = new DatabaseBootstrap(postgres.superuser(), folder);
    bootstrap.roles();
    bootstrap.database(NAME);
    this.postgres = postgres;
    this.owner = bootstrap.login(DatabaseBootstrap.OWNER, NAME);
    this.runtime = bootstrap.login(DatabaseBootstrap.RUNTIME, NAME);
  }

  /// Starts PostgreSQL and makes what is missing. The database is not migrated.
  ///
  /// @throws surety.server.platform.StartRefused as [EmbeddedPostgres#start]
  public static EmbeddedDatabase start(EmbeddedPostgresSettings settings) {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(settings);
    try {
      return new EmbeddedDatabase(postgres, settings.folder());
    } catch (SQLException e) {
      postgres.close();
      throw new IllegalStateException("the database's roles could not be made", e);
    } catch (IOException e) {
      postgres.close();
      throw new UncheckedIOException("the database's passwords could not be kept", e);
    }
  }

  /// Owns every table; for migrations alone.
  public DatabaseLogin owner() {
    return owner;
  }

  /// Owns nothing and is bound by every policy; for requests.
  public DatabaseLogin runtime() {
    return runtime;
  }

  /// The PostgreSQL underneath.
  public EmbeddedPostgres postgres() {
    return postgres;
  }

  /// Stops PostgreSQL.
  @Override
  public void close() {
    postgres.close();
  }
}
