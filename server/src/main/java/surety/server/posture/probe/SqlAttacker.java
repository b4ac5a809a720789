package surety.server.posture.probe;

import java.sql.Connection;
import java.sql.SQLException;

/// The runtime role's own connection, without any scope: what an attacker holds who can inject SQL.
public interface SqlAttacker {

  /// Works in a transaction that is rolled back.
  <T> T inTransaction(SqlWork<T> work) throws SQLException;

  /// Works on a connection of its own, each statement a transaction.
  <T> T onConnection(SqlWork<T> work) throws SQLException;

  /// What is done with a connection.
  interface SqlWork<T> {

    /// Does it.
    T on(Connection connection) throws SQLException;
  }
}
