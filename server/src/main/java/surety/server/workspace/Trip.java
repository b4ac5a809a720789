package surety.server.workspace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import surety.server.workspace.SharedReads.Read;

/// One transaction of shared reads, sent and answered at once. For each number of reads the
/// database keeps a statement prepared, so a trip carries few.
///
/// @param <E> what each read brings along for the start
final class Trip<E> {

  private final Connection connection;
  private final TripStart<E> start;
  private final String sql;
  private final List<Read<E, ?>> reads;
  private final List<String> signed;

  Trip(
      Connection connection,
      ScopeSigner signer,
      TripStart<E> start,
      String sql,
      List<Read<E, ?>> reads)
      throws SQLException {
    int backend = connection.unwrap(PGConnection.class).getBackendPID();
    this.connection = connection;
    this.start = start;
    this.sql = sql;
    this.reads = reads;
    this.signed = reads.stream().map(read -> signer.sign(read.scope, backend)).toList();
  }

  void run() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(text())) {
      int bound = start.bind(statement, signed, reads.stream().map(read -> read.brought).toList());
      for (int i = 0; i < reads.size(); i++) {
        statement.setString(++bound, signed.get(i));
        for (Object parameter : reads.get(i).parameters) {
          statement.setObject(++bound, parameter);
        }
      }
      statement.execute();
      Results results = new Results(statement);
      results.skip(start.statements());
      for (Read<E, ?> read : reads) {
        passScope(results.next());
        read.take(rows(results.next()));
      }
    }
  }

  private String text() {
    return start.sql()
        + "; "
        + ("SELECT sec.begin_scope(?); " + sql + "; ").repeat(reads.size())
        + "COMMIT";
  }

  // Were the results out of step, a read would be handed the rows of another.
  private static void passScope(@Nullable ResultSet result) throws SQLException {
    if (result == null || !result.getMetaData().getColumnLabel(1).equals("begin_scope")) {
      throw outOfStep();
    }
  }

  private static ResultSet rows(@Nullable ResultSet result) {
    if (result == null) {
      throw outOfStep();
    }
    return result;
  }

  private static IllegalStateException outOfStep() {
    return new IllegalStateException("the results of a trip are out of step");
  }

  /// The results of a statement of several, one after the other.
  private static final class Results {

    private final PreparedStatement statement;
    private boolean begun;

    private Results(PreparedStatement statement) {
      this.statement = statement;
    }

    // The statement stands at its first result once it was executed.
    @Nullable ResultSet next() throws SQLException {
      if (begun) {
        statement.getMoreResults();
      }
      begun = true;
      return statement.getResultSet();
    }

    void skip(int count) throws SQLException {
      for (int i = 0; i < count; i++) {
        next();
      }
    }
  }
}
