package surety.server.audit;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import surety.translog.LogVerdict;

/// Verifies the logs as they are stored, entry by entry, against every checkpoint that is kept, in
/// the database and outside it. It changes nothing.
public interface LogFsck {

  /// What was found of one log.
  ///
  /// @param size entries that it has
  /// @param verdict what is wrong first, if anything is
  record Inspected(UUID workspace, long size, LogVerdict verdict) {}

  /// Verifies all logs, one after the other.
  void all(Consumer<Inspected> told);

  /// Verifies one log; empty when there is none and none was ever signed.
  Optional<Inspected> one(UUID workspace);
}
