package surety.server.posture.ground;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.SqlAttacker;

/// Takes connections from the very pool that serves requests, and takes each out of it for good:
/// what an attack left in it must not meet a request.
@Component
class RuntimeSql implements SqlAttacker {

  private final DataSource database;

  RuntimeSql(DataSource database) {
    this.database = database;
  }

  @Override
  public <T> T inTransaction(SqlWork<T> work) throws SQLException {
    return onConnection(
        connection -> {
          connection.setAutoCommit(false);
          try {
            return work.on(connection);
          } finally {
            connection.rollback();
          }
        });
  }

  @Override
  public <T> T onConnection(SqlWork<T> work) throws SQLException {
    Connection connection = database.getConnection();
    try {
      return work.on(connection);
    } finally {
      database.unwrap(HikariDataSource.class).evictConnection(connection);
    }
  }
}
