package surety.server.workspace;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import surety.server.platform.Batcher;

/// Runs small reads with a single round trip. Reads of the same query that come while others are
/// under way share the next trip, whatever their workspaces: each enters its own scope first, so
/// that the database checks each for itself, and all travel in one read-only transaction.
///
/// A read that the database refuses fails alone: the others of its trip are run again, one by one.
///
/// @param <E> what each read brings along for the start of its trip
final class SharedReads<E> {

  // More than the server has requests at work.
  private static final int WAITING = 8_192;

  private final DataSource dataSource;
  private final ScopeSigner signer;
  private final SQLExceptionTranslator translator;
  private final TripStart<E> start;
  private final int trips;
  private final int alongside;
  private final int largest;
  // By the text of the query, of which the program has a few.
  private final ConcurrentMap<String, Batcher<Read<E, ?>, Read<E, ?>>> batchers =
      new ConcurrentHashMap<>();

  /// @param start what each trip does before its first read
  /// @param trips how many may be under way at a time
  /// @param alongside how many reads must wait for a trip to begin while another is under way
  /// @param largest how many reads a trip carries at most
  SharedReads(
      DataSource dataSource,
      ScopeSigner signer,
      SQLExceptionTranslator translator,
      TripStart<E> start,
      int trips,
      int alongside,
      int largest) {
    this.dataSource = dataSource;
    this.signer = signer;
    this.translator = translator;
    this.start = start;
    this.trips = trips;
    this.alongside = alongside;
    this.largest = largest;
  }

  /// The rows of one read; they are handed out after the trip's transaction was committed.
  <T> List<T> rows(
      WorkspaceScope scope, E brought, String sql, RowMapper<T> mapper, Object[] parameters) {
    Read<E, T> read = new Read<>(scope, brought, mapper, parameters);
    batchers.computeIfAbsent(sql, this::batcher).call(read);
    return read.rows();
  }

  private Batcher<Read<E, ?>, Read<E, ?>> batcher(String sql) {
    return new Batcher<>(trips, alongside, largest, WAITING, reads -> answered(sql, reads));
  }

  private List<Read<E, ?>> answered(String sql, List<Read<E, ?>> reads) {
    try (Connection connection = dataSource.getConnection()) {
      try {
        travel(connection, sql, reads);
      } catch (SQLException | RuntimeException | Error e) {
        // Nobody knows where this session stands, so nobody gets it again.
        connection.abort(Runnable::run);
        throw e;
      }
      return reads;
    } catch (SQLException e) {
      throw translated(e);
    }
  }

  private void travel(Connection connection, String sql, List<Read<E, ?>> reads)
      throws SQLException {
    try {
      new Trip<>(connection, signer, start, sql, reads).run();
    } catch (SQLException e) {
      endFailed(connection, e);
      if (reads.size() == 1) {
        reads.getFirst().failed(translated(e));
      } else {
        for (Read<E, ?> read : reads) {
          travel(connection, sql, List.of(read));
        }
      }
    }
  }

  // The failed trip never reached its COMMIT, so the session still stands in the aborted
  // transaction.
  private static void endFailed(Connection connection, SQLException cause) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e);
      throw cause;
    }
  }

  private DataAccessException translated(SQLException e) {
    return WorkspaceDatabase.translated(translator, "read", e);
  }

  /// A read on its way, and what became of it.
  static final class Read<E, T> {

    final WorkspaceScope scope;
    final E brought;
    final Object[] parameters;
    private final RowMapper<T> mapper;
    private final List<T> rows = new ArrayList<>();
    private @Nullable RuntimeException failure;

    private Read(WorkspaceScope scope, E brought, RowMapper<T> mapper, Object[] parameters) {
      this.scope = scope;
      this.brought = brought;
      this.mapper = mapper;
      this.parameters = parameters;
    }

    // A mapper that fails is its own caller's business.
    void take(ResultSet result) throws SQLException {
      rows.clear();
      failure = null;
      try {
        while (result.next()) {
          rows.add(mapper.mapRow(result, rows.size()));
        }
      } catch (RuntimeException e) {
        failure = e;
      }
    }

    private void failed(DataAccessException e) {
      failure = e;
    }

    private List<T> rows() {
      if (failure != null) {
        throw failure;
      }
      return rows;
    }
  }
}
