package surety.server.workspace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import surety.server.platform.Batcher;

/// Runs small reads with a single round trip. Reads of the same query that come while others are
/// under way share the next trip, whatever their workspaces: each enters its own scope first, so
/// that the database checks each for itself, and all travel in one read-only transaction.
///
/// A read that the database refuses fails alone: the others of its trip are run again, one by one.
final class SharedReads {

  // As many as the database has work for at a time; those who come meanwhile form larger trips.
  private static final int TRIPS = Math.max(2, Runtime.getRuntime().availableProcessors());
  // Trips of one, two, four and eight: each size is a statement that the database keeps prepared.
  private static final int LARGEST = 8;
  // More than the server has requests at work.
  private static final int WAITING = 8_192;

  private final DataSource dataSource;
  private final ScopeSigner signer;
  private final SQLExceptionTranslator translator;
  // By the text of the query, of which the program has a few.
  private final ConcurrentMap<String, Batcher<Read<?>, Read<?>>> batchers =
      new ConcurrentHashMap<>();

  SharedReads(DataSource dataSource, ScopeSigner signer, SQLExceptionTranslator translator) {
    this.dataSource = dataSource;
    this.signer = signer;
    this.translator = translator;
  }

  <T> List<T> rows(WorkspaceScope scope, String sql, RowMapper<T> mapper, Object[] parameters) {
    Read<T> read = new Read<>(scope, mapper, parameters);
    batchers.computeIfAbsent(sql, this::batcher).call(read);
    return read.rows();
  }

  private Batcher<Read<?>, Read<?>> batcher(String sql) {
    return new Batcher<>(TRIPS, LARGEST, WAITING, reads -> answered(sql, reads));
  }

  private List<Read<?>> answered(String sql, List<Read<?>> reads) {
    try (Connection connection = dataSource.getConnection()) {
      try {
        for (int from = 0; from < reads.size(); ) {
          int size = Integer.highestOneBit(reads.size() - from);
          travel(connection, sql, reads.subList(from, from + size));
          from += size;
        }
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

  private void travel(Connection connection, String sql, List<Read<?>> reads) throws SQLException {
    try {
      trip(connection, sql, reads);
    } catch (SQLException e) {
      endFailed(connection, e);
      if (reads.size() == 1) {
        reads.getFirst().failed(translated(e));
      } else {
        for (Read<?> read : reads) {
          travel(connection, sql, List.of(read));
        }
      }
    }
  }

  private void trip(Connection connection, String sql, List<Read<?>> reads) throws SQLException {
    int backend = connection.unwrap(PGConnection.class).getBackendPID();
    try (PreparedStatement statement = connection.prepareStatement(text(sql, reads.size()))) {
      int bound = 0;
      for (Read<?> read : reads) {
        statement.setString(++bound, signer.sign(read.scope, backend));
        for (Object parameter : read.parameters) {
          statement.setObject(++bound, parameter);
        }
      }
      statement.execute(); // stands at BEGIN
      for (Read<?> read : reads) {
        statement.getMoreResults();
        passScope(statement.getResultSet());
        statement.getMoreResults();
        read.take(statement.getResultSet());
      }
    }
  }

  // Were the results out of step, a read would be handed the rows of another.
  private static void passScope(@Nullable ResultSet result) throws SQLException {
    if (result == null || !result.getMetaData().getColumnLabel(1).equals("begin_scope")) {
      throw new IllegalStateException("the results of a trip are out of step");
    }
  }

  private static String text(String sql, int reads) {
    return "BEGIN READ ONLY; "
        + ("SELECT sec.begin_scope(?); " + sql + "; ").repeat(reads)
        + "COMMIT";
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
  private static final class Read<T> {

    private final WorkspaceScope scope;
    private final RowMapper<T> mapper;
    private final Object[] parameters;
    private final List<T> rows = new ArrayList<>();
    private @Nullable RuntimeException failure;

    private Read(WorkspaceScope scope, RowMapper<T> mapper, Object[] parameters) {
      this.scope = scope;
      this.mapper = mapper;
      this.parameters = parameters;
    }

    // A mapper that fails is its own caller's business.
    private void take(ResultSet result) throws SQLException {
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
