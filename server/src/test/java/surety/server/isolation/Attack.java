package surety.server.isolation;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// One named way to reach another workspace's rows.
///
/// @param name what is tried
/// @param procedure tries it and says what it got
record Attack(String name, Procedure procedure) {

  /// Every attack there is.
  static List<Attack> all() {
    return Stream.of(
            TableAttacks.all(),
            WriteAttacks.all(),
            OracleAttacks.all(),
            ScopeAttacks.all(),
            ReplayAttacks.all(),
            CatalogueAttacks.all(),
            PrivilegeAttacks.all())
        .flatMap(List::stream)
        .toList();
  }

  /// Tries it.
  Findings against(Field field) {
    Findings findings = new Findings();
    try {
      procedure.run(field, findings);
    } catch (SQLException e) {
      findings.broken(name, e);
    }
    return findings;
  }

  interface Procedure {
    void run(Field field, Findings findings) throws SQLException;
  }

  /// What an attack got. It may hold nothing, and its positive controls must have worked: an attack
  /// that could not have succeeded proves nothing.
  static final class Findings {

    static final String REFUSED = "42501";

    private final List<String> leaks = new ArrayList<>();
    private final List<String> failedControls = new ArrayList<>();

    List<String> leaks() {
      return leaks;
    }

    List<String> failedControls() {
      return failedControls;
    }

    void leak(String what) {
      leaks.add(what);
    }

    void broken(String what, SQLException e) {
      failedControls.add(what + ": " + e.getSQLState() + " " + e.getMessage());
    }

    void leakIf(boolean leaked, String what) {
      if (leaked) {
        leak(what);
      }
    }

    void control(boolean worked, String what) {
      if (!worked) {
        failedControls.add(what);
      }
    }

    /// The answer must be error 42501.
    void refused(String what, Answer answer) {
      leakIf(!answer.isRefusal(REFUSED), what + " answered " + answer);
    }

    /// The answer must be no row, or error 42501.
    void nothing(String what, Answer answer) {
      leakIf(!answer.isEmpty() && !answer.isRefusal(REFUSED), what + " answered " + answer);
    }

    /// The permitted twin of an attack must reach at least one row.
    void reaches(String what, Answer answer) {
      control(answer.touched() > 0, what + " answered " + answer);
    }
  }
}
