package surety.server.workspace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
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

  private final DataSource dataSource;
  private final ScopeSigner signer;
  private final SQLExceptionTranslator translator = new SQLStateSQLExceptionTranslator();

  WorkspaceDatabase(DataSource dataSource, ScopeSigner signer) {
    this.dataSource = dataSource;
    this.signer = signer;
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

  /// Runs one query in a transaction of its own with a single round trip: begin, scope, query and
  /// commit travel together. For reads that are frequent and small.
  ///
  /// @param sql one SELECT with positional parameters
  public <T> List<T> readOnce(
      WorkspaceScope scope, String sql, RowMapper<T> mapper, Object... parameters) {
    try (Connection connection = dataSource.getConnection()) {
      return pipelined(connection, scope, sql, mapper, parameters);
    } catch (SQLException e) {
      throw translated("read", e);
    }
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

  /// A statement that carries signed scopes as parameters.
  public interface SignedWork<T> {

    /// Runs it.
    T run(Connection connection, List<String> signedScopes) throws SQLException;
  }

  private <T> List<T> pipelined(
      Connection connection,
      WorkspaceScope scope,
      String sql,
      RowMapper<T> mapper,
      Object[] parameters)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "BEGIN READ ONLY; SELECT sec.begin_scope(?); " + sql + "; COMMIT")) {
      statement.setString(1, signed(connection, scope));
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 2, parameters[i]);
      }
      statement.execute();
      statement.getMoreResults(); // past BEGIN, to the scope
      statement.getMoreResults(); // past the scope, to the query
      return rows(statement.getResultSet(), mapper);
    } catch (SQLException e) {
      endFailed(connection);
      throw e;
    }
  }

  private static <T> List<T> rows(ResultSet result, RowMapper<T> mapper) throws SQLException {
    List<T> rows = new ArrayList<>();
    while (result.next()) {
      rows.add(mapper.mapRow(result, rows.size()));
    }
    return rows;
  }

  // The failed pipeline never reached its COMMIT, so the session still stands in the aborted
  // transaction.
  private static void endFailed(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    }
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

  private String signed(Connection connection, WorkspaceScope scope) throws SQLException {
    return signer.sign(scope, connection.unwrap(PGConnection.class).getBackendPID());
  }

  private DataAccessException translated(String task, SQLException e) {
    DataAccessException known = translator.translate(task, null, e);
    return known != null
        ? known
        : new org.springframework.jdbc.UncategorizedSQLException(task, null, e);
  }
}
