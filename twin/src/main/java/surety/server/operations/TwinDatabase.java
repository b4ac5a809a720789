package surety.server.operations;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.springframework.beans.factory.BeanFactory;

/// The way of the twin to its own database as the owner of the tables.
public final class TwinDatabase {

  private TwinDatabase() {}

  /// A new connection; the caller closes it.
  public static Connection owner(BeanFactory twin) throws SQLException {
    return twin.getBean(ServerDatabase.class).owner().connect();
  }

  /// A new connection as PostgreSQL's superuser; the caller closes it.
  public static Connection superuser(BeanFactory twin) throws SQLException {
    ServerDatabase database = twin.getBean(ServerDatabase.class);
    EmbeddedDatabase own = Objects.requireNonNull(database.embedded());
    return own.postgres().superuser().on(database.owner().name()).connect();
  }
}
