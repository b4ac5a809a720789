package surety.server.isolation;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/// One database session in the hands of an attacker: any statement, over plain JDBC.
final class Session implements AutoCloseable {

  private final Connection connection;

  Session(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
  }

  /// The process id of the backend, for which scopes are signed.
  int backend() throws SQLException {
    return connection.unwrap(PGConnection.class).getBackendPID();
  }

  /// Ends the transaction and begins one in a scope, the way that the server does.
  Session enter(ScopeText scope) throws SQLException {
    rollback();
    Answer answer = run("SELECT sec.begin_scope(?)", scope.text());
    if (answer instanceof Answer.Refused(var state, var message)) {
      throw new SQLException(message, state);
    }
    return this;
  }

  /// Runs one statement; its failure does not end the transaction.
  Answer run(String sql, Object... parameters) throws SQLException {
    Savepoint savepoint = connection.setSavepoint();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      Answer answer = answer(statement);
      connection.releaseSavepoint(savepoint);
      return answer;
    } catch (SQLException e) {
      back(savepoint);
      return refusal(e);
    }
  }

  /// Runs one statement that may not run inside a transaction.
  Answer runAlone(String sql) throws SQLException {
    rollback();
    connection.setAutoCommit(true);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      return answer(statement);
    } catch (SQLException e) {
      return refusal(e);
    } finally {
      connection.setAutoCommit(false);
    }
  }

  /// What `COPY ... TO STDOUT` hands out.
  Answer copyOut(String sql) throws SQLException {
    Savepoint savepoint = connection.setSavepoint();
    try {
      StringWriter lines = new StringWriter();
      connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, lines);
      return new Answer.Rows(lines.toString().lines().toList());
    } catch (SQLException e) {
      back(savepoint);
      return refusal(e);
    } catch (IOException e) {
      throw new SQLException(e);
    }
  }

  /// What comes of `COPY ... FROM STDIN`.
  Answer copyIn(String sql, String lines) throws SQLException {
    Savepoint savepoint = connection.setSavepoint();
    try {
      long count =
          connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, new StringReader(lines));
      return new Answer.Changed(Math.toIntExact(count));
    } catch (SQLException e) {
      back(savepoint);
      return refusal(e);
    } catch (IOException e) {
      throw new SQLException(e);
    }
  }

  /// Runs a statement as it is. [#run] would bury one about savepoints under a savepoint of its
  /// own.
  void bare(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.execute();
    }
  }

  private void back(Savepoint savepoint) throws SQLException {
    connection.rollback(savepoint);
    connection.releaseSavepoint(savepoint);
  }

  void commit() throws SQLException {
    connection.commit();
  }

  void rollback() throws SQLException {
    connection.rollback();
  }

  Connection connection() {
    return connection;
  }

  private static Answer answer(PreparedStatement statement) throws SQLException {
    if (!statement.execute()) {
      return new Answer.Changed(Math.max(0, statement.getUpdateCount()));
    }
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.getResultSet()) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> texts = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          texts.add(String.valueOf(result.getString(i)));
        }
        rows.add(String.join("|", texts));
      }
    }
    return new Answer.Rows(rows);
  }

  private static Answer refusal(SQLException e) {
    return new Answer.Refused(String.valueOf(e.getSQLState()), String.valueOf(e.getMessage()));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
