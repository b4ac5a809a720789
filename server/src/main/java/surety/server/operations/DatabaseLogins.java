package surety.server.operations;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.springframework.stereotype.Component;

/// Who can log in to the database besides this server, as whoever is on this machine would try it.
@Component
public class DatabaseLogins {

  private static final int PATIENCE_MILLIS = 1_000;

  private final ServerDatabase database;
  private final int people;

  DatabaseLogins(ServerDatabase database, DatabaseSettings settings) {
    this.database = database;
    this.people = settings.people();
  }

  /// How many roles besides the server's own may log in.
  public int people() {
    return people;
  }

  /// The roles that this server made for itself and logs in as.
  public Set<String> own() {
    Set<String> own = new LinkedHashSet<>();
    own.add(database.runtime().user());
    own.add(database.owner().user());
    if (database.embedded() != null) {
      own.add(database.embedded().postgres().superuser().user());
    }
    return own;
  }

  /// Whether the serving role logs in with its own password.
  public boolean servingRoleLogsIn() {
    return state(database.runtime().user(), database.runtime().password()).equals("00000");
  }

  /// The SQL state with which a login ends; `00000` if it succeeds.
  ///
  /// @param password none is sent if it is null
  public String state(String role, @Nullable String password) {
    Properties properties = new Properties();
    properties.setProperty("user", role);
    properties.setProperty("connectTimeout", "10");
    if (password != null) {
      properties.setProperty("password", password);
    }
    try (Connection connection = new Driver().connect(database.runtime().url(), properties)) {
      return connection == null ? "none" : "00000";
    } catch (SQLException e) {
      return String.valueOf(e.getSQLState());
    }
  }

  /// Addresses of this machine other than 127.0.0.1; none if the database is not the server's own.
  public List<String> otherAddresses() throws IOException {
    if (database.embedded() == null) {
      return List.of();
    }
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .map(InetAddress::getHostAddress)
        .filter(address -> !address.equals("127.0.0.1"))
        .sorted()
        .toList();
  }

  /// Whether somebody takes connections at an address and the embedded database's port.
  public boolean answersAt(String address) {
    int port = URI.create(database.runtime().url().substring("jdbc:".length())).getPort();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// The files that hold passwords of the embedded database.
  public List<Path> passwordFiles() throws IOException {
    if (database.embedded() == null) {
      return List.of();
    }
    Path folder = database.embedded().postgres().files().toAbsolutePath().getParent();
    try (Stream<Path> files = Files.list(folder == null ? Path.of(".") : folder)) {
      return files.filter(file -> file.toString().endsWith(".password")).sorted().toList();
    }
  }
}
