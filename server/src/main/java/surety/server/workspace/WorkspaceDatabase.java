package surety.server.workspace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/// The only door to the tables that hold a workspace's data.
///
/// Each call is one transaction, whose first statement enters the caller's scope, signed for the
/// very database session that runs it. The database checks it in every policy; without it each of
/// these tables answers with an error.
public class WorkspaceDatabase {

  // As many as the database has work for at a time; those who come meanwhile form larger trips.
  private static final int TRIPS = Math.max(2, Runtime.getRuntime().availableProcessors());
  private static final int TRIP_SIZE = 8;
  // A trip that writes waits for the disk, while the next one fills: fewer and larger commits. A
  // second one sets out beside it only when it is full.
  private static final int WRITING_TRIPS = 2;
  private static final int WRITING_TRIP_SIZE = 16;

  private final DataSource dataSource;
  private final ScopeSigner signer;
  private final SQLExceptionTranslator translator = new SQLStateSQLExceptionTranslator();
  private final SharedReads<WorkspaceScope> sharedReads;

  WorkspaceDatabase(DataSource dataSource, ScopeSigner signer) {
    this.dataSource = dataSource;
    this.signer = signer;
    this.sharedReads =
        new SharedReads<>(dataSource, signer, translator, new NothingFirst(), TRIPS, 1, TRIP_SIZE);
  }

  /// Reads in one read-only transaction.
  ///
  /// @throws DataAccessException if the database refuses, also for want of a permission
  public <T> T read(WorkspaceScope scope, Function<JdbcClient, T> work) {
    return inTransaction(scope, ScopeSigner.LIFETIME, true, work);
  }

  /// Reads in a scope that ends sooner than any other: each statement after that is refused.
  ///
  /// @param lasting from now; at most two minutes
  /// @throws DataAccessException if the database refuses, also because the scope has ended
  public <T> T readWithin(Duration lasting, WorkspaceScope scope, Function<JdbcClient, T> work) {
    if (lasting.compareTo(ScopeSigner.LIFETIME) > 0) {
      throw new IllegalArgumentException("lasting: " + lasting + " (expected: 2 minutes or less)");
    }
    return inTransaction(scope, lasting, true, work);
  }

  /// Reads and writes in one transaction, which is committed when `work` returns and rolled back
  /// when it throws.
  ///
  /// @throws DataAccessException if the database refuses, also for want of a permission; nothing is
  ///     changed then
  public <T> T write(WorkspaceScope scope, Function<JdbcClient, T> work) {
    return inTransaction(scope, ScopeSigner.LIFETIME, false, work);
  }

  /// Runs one query with a single round trip, in which reads of the same query by others travel
  /// along, each in its own scope. For reads that are frequent and small.
  ///
  /// @param sql one SELECT with positional parameters; a constant, because it stays prepared
  /// @param mapper makes an object of a row; may run in another caller's thread
  /// @throws DataAccessException if the database refuses, also for want of a permission
  public <T> List<T> readOnce(
      WorkspaceScope scope, String sql, RowMapper<T> mapper, Object... parameters) {
    return sharedReads.rows(scope, scope, sql, mapper, parameters);
  }

  /// Runs one statement that carries scopes as parameters, of any workspaces, in a transaction of
  /// its own. The audit trail's batches need it and nothing else does: it hands out signed scopes.
  ///
  /// @param work gets a connection that is in no scope, and the scopes signed for it, in order
  /// @throws DataAccessException if the database refuses; nothing is changed then
  public <T> T appendSigned(List<WorkspaceScope> scopes, SignedWork<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      int backend = connection.unwrap(PGConnection.class).getBackendPID();
      return work.run(connection, scopes.stream().map(s -> signer.sign(s, backend)).toList());
    } catch (SQLException e) {
      throw translated("append", e);
    }
  }

  /// Reads as [#readOnce], whose trips begin with something that is committed before any row is
  /// handed out. The audit trail needs it and nothing else does: it hands out signed scopes.
  public <E> ReadsAfter<E> readsAfter(TripStart<E> start) {
    var reads =
        new SharedReads<>(
            dataSource,
            signer,
            translator,
            start,
            WRITING_TRIPS,
            WRITING_TRIP_SIZE,
            WRITING_TRIP_SIZE);
    return reads::rows;
  }

  /// Reads that are preceded by something.
  ///
  /// @param <E> what each read brings along for it
  public interface ReadsAfter<E> {

    /// Reads; see [#readOnce].
    <T> List<T> rows(
        WorkspaceScope scope, E brought, String sql, RowMapper<T> mapper, Object[] parameters);
  }

  /// A trip that only reads.
  private static final class NothingFirst implements TripStart<WorkspaceScope> {

    @Override
    public String sql() {
      return "BEGIN READ ONLY";
    }

    @Override
    public int statements() {
      return 1;
    }

    @Override
    public int bind(
        PreparedStatement statement, List<String> signedScopes, List<WorkspaceScope> scopes) {
      return 0;
    }
  }

  /// A statement that carries signed scopes as parameters.
  public interface SignedWork<T> {

    /// Runs it.
    T run(Connection connection, List<String> signedScopes) throws SQLException;
  }

  private <T> T inTransaction(
      WorkspaceScope scope, Duration lasting, boolean readOnly, Function<JdbcClient, T> work) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setReadOnly(readOnly);
      connection.setAutoCommit(false);
      try {
        enter(connection, scope, lasting);
        T result = work.apply(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
        connection.commit();
        return result;
      } finally {
        // Nothing is left to roll back after a commit; after any failure this ends what was begun.
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw translated("transaction", e);
    }
  }

  private void enter(Connection connection, WorkspaceScope scope, Duration lasting)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT sec.begin_scope(?)")) {
      int backend = connection.unwrap(PGConnection.class).getBackendPID();
      statement.setString(1, signer.sign(scope, backend, lasting));
      statement.execute();
    }
  }

  private DataAccessException translated(String task, SQLException e) {
    return translated(translator, task, e);
  }

  static DataAccessException translated(
      SQLExceptionTranslator translator, String task, SQLException e) {
    DataAccessException known = translator.translate(task, null, e);
    return known != null
        ? known
        : new org.springframework.jdbc.UncategorizedSQLException(task, null, e);
  }
}
