package surety.server.operations;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/// Where a database is and as whom to enter it.
///
/// @param url a JDBC URL without credentials
public record DatabaseLogin(String url, String user, String password) {

  /// A data source that opens a new connection each time; for tools and tests, not for requests.
  public PGSimpleDataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(user);
    source.setPassword(password);
    return source;
  }

  /// The same login on another database of the same server.
  DatabaseLogin on(String database) {
    int path = url.indexOf('/', url.indexOf("//") + 2);
    return new DatabaseLogin(url.substring(0, path + 1) + database, user, password);
  }

  /// The name of the database.
  String name() {
    return url.substring(url.indexOf('/', url.indexOf("//") + 2) + 1).replaceFirst("\\?.*", "");
  }

  // Not through DriverManager: it loads every driver on the class path first.
  Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "10");
    Connection connection = new Driver().connect(url, properties);
    if (connection == null) {
      throw new SQLException("not a PostgreSQL URL");
    }
    return connection;
  }

  @Override
  public String toString() {
    return "DatabaseLogin[" + user + " at " + url + "]";
  }
}
