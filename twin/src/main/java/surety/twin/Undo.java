package surety.twin;

import java.io.IOException;
import java.sql.SQLException;

/// Removes a planted fault.
@FunctionalInterface
public interface Undo {

  /// Removes it.
  ///
  /// @throws IOException if files cannot be restored; the twin then ends
  /// @throws SQLException if the database cannot be; the twin then ends
  void run() throws IOException, SQLException;
}
