package surety.translog;

import java.util.Optional;

/// Where a witness keeps, for each log, the last checkpoint that it cosigned. Losing one lets the
/// log tell the witness another history.
///
/// Errors of the record are unchecked exceptions of its own; the witness then signs nothing.
public interface WitnessRecord {

  /// The last checkpoint of the log with this origin.
  Optional<Checkpoint> last(String origin);

  /// Keeps a checkpoint in the place of `former`, durably, if that is still the last one.
  ///
  /// @return whether it was
  boolean replace(Optional<Checkpoint> former, Checkpoint fresh);
}
