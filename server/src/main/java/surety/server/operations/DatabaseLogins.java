package surety.server.operations;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Who can log in to the database besides this server, as whoever is on this machine would try it.
@Component
public class DatabaseLogins {

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
    return database.servingRoleLogsIn();
  }

  /// Where one logs in: a JDBC URL without credentials.
  public String url() {
    return database.runtime().url();
  }

  /// The port of the database on this machine.
  public int port() {
    return URI.create(url().substring("jdbc:".length())).getPort();
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
