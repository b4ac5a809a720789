package surety.server.posture.probes;

import java.sql.SQLException;
import java.util.List;
import org.springframework.dao.DataAccessException;
import surety.server.posture.probe.Attempt;

/// What the database answered to one statement.
///
/// @param state the SQL state, `00000` when it went through
/// @param rows the first column of each row as text; for a change, a text for each changed row
record Reply(String state, List<String> rows) {

  private static final String DONE = "00000";
  private static final String REFUSED = "42501";

  static Reply of(List<String> rows) {
    return new Reply(DONE, rows);
  }

  static Reply of(SQLException e) {
    return new Reply(String.valueOf(e.getSQLState()), List.of());
  }

  static Reply of(DataAccessException e) {
    return e.getRootCause() instanceof SQLException sql ? of(sql) : new Reply("none", List.of());
  }

  boolean done() {
    return state.equals(DONE);
  }

  boolean refused() {
    return state.equals(REFUSED);
  }

  boolean empty() {
    return rows.isEmpty();
  }

  /// For an attack that has to end in error 42501.
  Attempt mustBeRefused() {
    return refused() ? new Attempt.Refused(state) : new Attempt.Succeeded(told());
  }

  /// For an attack that may end without a row as well.
  Attempt mustReachNothing() {
    if (refused() || (done() && empty())) {
      return new Attempt.Refused(done() ? "no rows" : state);
    }
    return done() ? new Attempt.Succeeded(told()) : new Attempt.Unclear("state " + state);
  }

  private String told() {
    return done() ? rows.size() + " rows" : "state " + state;
  }
}
