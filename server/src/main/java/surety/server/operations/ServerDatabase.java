package surety.server.operations;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import surety.server.platform.StartRefused;

/// The database that this server runs on, started or reachable, checked and migrated.
///
/// @param owner for migrations and for what the start of the server reads
/// @param runtime for requests
/// @param embedded stopped when the server stops; null if the database is external
/// @param starting how long it took until the database took statements
/// @param migrating how long it took to bring it to this build's schema
/// @param awaited how long the rest of the server waited for both
record ServerDatabase(
    DatabaseLogin owner,
    DatabaseLogin runtime,
    @Nullable EmbeddedDatabase embedded,
    Duration starting,
    Duration migrating,
    Duration awaited)
    implements AutoCloseable {

  ServerDatabase(DatabaseLogin owner, DatabaseLogin runtime, @Nullable EmbeddedDatabase embedded) {
    this(owner, runtime, embedded, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  /// @throws StartRefused if the settings do not fit together or the database does not start
  static ServerDatabase open(DatabaseSettings settings, Path data) {
    long begun = System.nanoTime();
    ServerDatabase database =
        settings.url() == null ? embedded(settings, data) : external(settings, settings.url());
    try {
      RuntimeRoleCheck.check(database);
      long started = System.nanoTime();
      Migrations.run(
          database.owner().dataSource(), database.owner().user(), database.runtime().user());
      return database.timed(started - begun, System.nanoTime() - started);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private ServerDatabase timed(long startingNanos, long migratingNanos) {
    Duration starting = Duration.ofNanos(startingNanos);
    Duration migrating = Duration.ofNanos(migratingNanos);
    return new ServerDatabase(
        owner, runtime, embedded, starting, migrating, starting.plus(migrating));
  }

  /// The same, opened beside something else that waited less than all the time.
  ServerDatabase awaited(long nanos) {
    return new ServerDatabase(
        owner, runtime, embedded, starting, migrating, Duration.ofNanos(nanos));
  }

  /// Whether the serving role logs in with its password.
  boolean servingRoleLogsIn() {
    try (Connection connection = runtime.connect()) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    if (embedded != null) {
      embedded.close();
    }
  }

  private static ServerDatabase embedded(DatabaseSettings settings, Path data) {
    var postgres = EmbeddedPostgresSettings.in(data.resolve("postgres")).withPort(settings.port());
    Path binaries = settings.binaries();
    EmbeddedDatabase database =
        EmbeddedDatabase.start(binaries == null ? postgres : postgres.withBinaries(binaries));
    return new ServerDatabase(database.owner(), database.runtime(), database);
  }

  private static ServerDatabase external(DatabaseSettings settings, String url) {
    refuseUnsafe(url);
    var owner =
        new DatabaseLogin(
            url,
            required(settings.ownerUser(), "SURETY_DATABASE_OWNER_USER"),
            required(settings.ownerPassword(), "SURETY_DATABASE_OWNER_PASSWORD"));
    var runtime =
        new DatabaseLogin(
            url,
            required(settings.user(), "SURETY_DATABASE_USER"),
            required(settings.password(), "SURETY_DATABASE_PASSWORD"));
    return new ServerDatabase(owner, runtime, null);
  }

  // In simple query mode parameters become part of the statement's text, which every session of the
  // same role can read.
  private static void refuseUnsafe(String url) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new StartRefused("SURETY_DATABASE_URL must start with jdbc:postgresql:");
    }
    String query = url.contains("?") ? url.substring(url.indexOf('?')) : "";
    if (query.toLowerCase(Locale.ROOT).contains("preferquerymode")) {
      throw new StartRefused("SURETY_DATABASE_URL must not set preferQueryMode");
    }
    Set<String> names = names(query);
    if (names.contains("sslpassword")) {
      throw new StartRefused(
          "SURETY_DATABASE_URL must not hold credentials such as sslpassword; let sslkey name a"
              + " file without a password that only the server can read");
    }
    if (names.contains("user") || names.contains("password") || hasUserInfo(url)) {
      throw new StartRefused(
          "SURETY_DATABASE_URL must not hold credentials; set SURETY_DATABASE_USER and"
              + " SURETY_DATABASE_PASSWORD");
    }
  }

  private static Set<String> names(String query) {
    return Arrays.stream(query.split("[?&]"))
        .map(setting -> setting.replaceFirst("=.*", "").strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static boolean hasUserInfo(String url) {
    String address = url.substring("jdbc:".length()).replaceFirst("\\?.*", "");
    try {
      return address.startsWith("postgresql://") && new URI(address).getRawUserInfo() != null;
    } catch (URISyntaxException e) {
      throw new StartRefused(
          "SURETY_DATABASE_URL must be of the form jdbc:postgresql://host[:port]/database[?...]"
              + " without spaces; in a name they are written %20");
    }
  }

  private static String required(@Nullable String value, String setting) {
    if (value == null || value.isBlank()) {
      throw new StartRefused(setting + " must be set because SURETY_DATABASE_URL is");
    }
    return value;
  }
}
