package surety.server.operations;

import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.beans.factory.BeanFactory;

/// The way of the twin to its own database as the owner of the tables.
public final class TwinDatabase {

  private TwinDatabase() {}

  /// A new connection; the caller closes it.
  public static Connection owner(BeanFactory twin) throws SQLException {
    return twin.getBean(ServerDatabase.class).owner().connect();
  }
}
