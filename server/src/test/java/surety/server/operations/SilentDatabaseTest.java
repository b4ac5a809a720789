package surety.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A network between server and database that falls silent in the middle of an answer.
@Timeout(120)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SilentDatabaseTest {

  private static final TestPostgres.Database DATABASE = TestPostgres.empty();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Network network = new Network(DATABASE.runtime().url(), threads);

  @AfterEach
  void close() throws IOException {
    network.close();
    threads.shutdownNow();
  }

  @Test
  void a_connection_of_the_server_gives_up_after_a_minute_of_silence() throws SQLException {
    try (HikariDataSource pool =
            ServerDatabaseConfiguration.pool(
                DATABASE.runtime(), 1, ServerDatabaseConfiguration.LONGEST_SILENCE);
        Connection connection = pool.getConnection()) {
      assertThat(connection.getNetworkTimeout()).isEqualTo(60_000);
    }
  }

  @Test
  void who_asks_over_a_silent_network_gets_an_error_and_the_connection_is_not_used_again()
      throws Exception {
    try (HikariDataSource pool = pool(Duration.ofSeconds(3));
        HikariDataSource without = pool(Duration.ZERO)) {
      network.fallSilent();
      Future<Integer> answer = threads.submit(() -> ask(pool));
      Future<Integer> waiting = threads.submit(() -> ask(without));
      assertThatThrownBy(answer::get).hasRootCauseInstanceOf(java.net.SocketTimeoutException.class);
      assertThat(waiting).as("without the limit").isNotDone();

      network.speak();
      assertThat(ask(pool)).isEqualTo(7);
      network.close(); // lets the other end
    }
  }

  // A pool of one connection that has been used.
  private HikariDataSource pool(Duration longestSilence) throws SQLException {
    var login = DATABASE.runtime();
    HikariDataSource pool =
        ServerDatabaseConfiguration.pool(
            new DatabaseLogin(network.url(), login.user(), login.password()), 1, longestSilence);
    assertThat(ask(pool)).isEqualTo(7);
    return pool;
  }

  private static int ask(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT 7")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /// Passes on what comes from either side; while it is silent, nothing from the database.
  private static final class Network implements AutoCloseable {

    private final URI database;
    private final ExecutorService threads;
    private final ServerSocket listener;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private volatile boolean silent;

    Network(String url, ExecutorService threads) {
      this.database = URI.create(url.substring("jdbc:".length()));
      this.threads = threads;
      try {
        this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      threads.submit(this::accept);
    }

    String url() {
      return "jdbc:postgresql://127.0.0.1:" + listener.getLocalPort() + database.getPath();
    }

    void fallSilent() {
      silent = true;
    }

    // Connections that fell silent stay so.
    void speak() {
      silent = false;
    }

    private boolean accept() throws IOException {
      while (!listener.isClosed()) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), database.getPort());
        open.add(client);
        open.add(server);
        threads.submit(() -> pass(client.getInputStream(), server.getOutputStream(), false));
        threads.submit(() -> pass(server.getInputStream(), client.getOutputStream(), true));
      }
      return true;
    }

    private boolean pass(InputStream in, OutputStream out, boolean answers) throws IOException {
      byte[] bytes = new byte[8_192];
      boolean speaks = true;
      for (int read = in.read(bytes); read > 0; read = in.read(bytes)) {
        speaks &= !(answers && silent);
        if (speaks) {
          out.write(bytes, 0, read);
          out.flush();
        }
      }
      return speaks;
    }

    @Override
    public void close() throws IOException {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    }
  }
}
