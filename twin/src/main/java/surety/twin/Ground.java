package surety.twin;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/// What a planted fault may reach in the twin.
public interface Ground {

  /// The twin's throw-away data folder.
  Path data();

  /// Where the twin's pages are.
  URI origin();

  /// A new connection as the owner of the tables; the caller closes it.
  Connection owner() throws SQLException;

  /// A bean of the twin's server.
  ///
  /// @throws org.springframework.beans.BeansException if there is none, or several
  <T> T bean(Class<T> type);
}
