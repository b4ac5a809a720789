package surety.server.platform;

import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The database as the role that owns the schema. Only the start of the server may use it: to
/// migrate, to check the runtime role and to read the keys that the runtime role cannot.
public interface OwnerDatabase {

  /// Runs work in one transaction as the owner.
  ///
  /// @throws org.springframework.dao.DataAccessException if the database refuses; nothing is
  ///     changed then
  <T> T asOwner(Function<JdbcClient, T> work);
}
