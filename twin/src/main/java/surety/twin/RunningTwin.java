package surety.twin;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.context.ConfigurableApplicationContext;
import surety.server.operations.TwinDatabase;
import surety.server.platform.DataFolder;
import surety.server.platform.PublicAddress;

/// The server in this process.
record RunningTwin(ConfigurableApplicationContext context) implements Ground {

  @Override
  public Path data() {
    return bean(DataFolder.class).path();
  }

  @Override
  public URI origin() {
    return bean(PublicAddress.class).origin();
  }

  @Override
  public Connection owner() throws SQLException {
    return TwinDatabase.owner(context);
  }

  /// A new connection as PostgreSQL's superuser; the caller closes it.
  Connection superuser() throws SQLException {
    return TwinDatabase.superuser(context);
  }

  @Override
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }
}
