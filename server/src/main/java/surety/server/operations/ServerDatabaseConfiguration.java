package surety.server.operations;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import surety.server.platform.DataFolder;
import surety.server.platform.LogSinks;
import surety.server.platform.OwnerDatabase;

/// Opens the database before anything that needs it, and closes it after.
///
/// The order of closing follows from who needs whom: requests are drained first, then the pool is
/// closed, then the embedded PostgreSQL stops.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class ServerDatabaseConfiguration {

  // Longer than the database lets a statement run. A network that fell silent must end: others
  // wait behind whoever asks.
  static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

  @Bean(destroyMethod = "close")
  ServerDatabase serverDatabase(
      DatabaseSettings settings, DataFolder data, Optional<DatabaseStart.Opening> begun) {
    return begun
        .map(DatabaseStart.Opening::await)
        .orElseGet(() -> ServerDatabase.open(settings, data.path()));
  }

  /// Connections of the runtime role. Its tables answer only inside a scope.
  @Bean(destroyMethod = "close")
  HikariDataSource dataSource(ServerDatabase database, DatabaseSettings settings) {
    return pool(database.runtime(), settings.poolSize(), LONGEST_SILENCE);
  }

  static HikariDataSource pool(DatabaseLogin login, int size, Duration longestSilence) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("runtime");
    config.setJdbcUrl(login.url());
    config.setUsername(login.user());
    config.setPassword(login.password());
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(Math.min(4, size));
    config.setConnectionTimeout(5_000);
    config.addDataSourceProperty("ApplicationName", "surety");
    config.addDataSourceProperty("preferQueryMode", "extended");
    config.addDataSourceProperty("socketTimeout", Long.toString(longestSilence.toSeconds()));
    config.addDataSourceProperty("tcpKeepAlive", "true");
    return new HikariDataSource(config);
  }

  /// The log of the embedded PostgreSQL; an external one keeps its log itself.
  @Bean
  LogSinks databaseLog(ServerDatabase database) {
    EmbeddedDatabase embedded = database.embedded();
    return () -> embedded == null ? List.of() : List.of(embedded.postgres().log());
  }

  @Bean
  OwnerDatabase ownerDatabase(ServerDatabase database) {
    return new OwnerConnections(database.owner().dataSource());
  }

  private record OwnerConnections(DataSource source) implements OwnerDatabase {

    @Override
    public <T> T asOwner(Function<JdbcClient, T> work) {
      var transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
      return Objects.requireNonNull(
          transaction.execute(_ -> work.apply(JdbcClient.create(source))));
    }
  }
}
