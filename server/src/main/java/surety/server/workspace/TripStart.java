package surety.server.workspace;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/// How a transaction of shared reads begins.
///
/// @param <E> what each read brings along for it
public interface TripStart<E> {

  /// Statements that begin a transaction and leave it read-only, with semicolons between them; a
  /// constant.
  String sql();

  /// How many statements these are.
  int statements();

  /// Binds their parameters.
  ///
  /// @param signedScopes the scopes of all reads, signed for the session that runs this
  /// @param brought what each of them brings along, in the same order
  /// @return how many parameters were bound
  int bind(PreparedStatement statement, List<String> signedScopes, List<E> brought)
      throws SQLException;
}
