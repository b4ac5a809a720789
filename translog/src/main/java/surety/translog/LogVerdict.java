package surety.translog;

import java.util.List;

/// What the verification of an export found.
public sealed interface LogVerdict {

  /// Everything in the export is what the checkpoint covers.
  ///
  /// @param checkpoint what the log signed
  /// @param first entry of the export
  /// @param end after its last entry
  /// @param opened number of entries with their payload
  /// @param erased number of entries whose payload is said to be destroyed
  /// @param omitted number of entries whose payload is not part of the export
  /// @param cosignatures by the witnesses that were asked for
  record Verified(
      Checkpoint checkpoint,
      long first,
      long end,
      long opened,
      long erased,
      long omitted,
      List<Cosignature> cosignatures)
      implements LogVerdict {}

  /// Something is not.
  ///
  /// @param kind what is wrong
  /// @param index the first entry that is wrong or missing; where that cannot be told, the first of
  ///     which nothing is proven
  /// @param line of the file, from 1
  /// @param message for people; repeats nothing of the file
  record Defect(Kind kind, long index, long line, String message) implements LogVerdict {}

  /// What can be wrong.
  enum Kind {
    /// It is no export, or not in the form that the format says.
    MALFORMED,
    /// It is signed by another key, or is of another log.
    WRONG_KEY,
    /// The checkpoint is not what was signed.
    CHECKPOINT_CHANGED,
    /// Too few witnesses cosigned.
    NOT_WITNESSED,
    /// The tree of the export is not that of the checkpoint.
    TREE_CHANGED,
    /// A payload or salt is not what was logged.
    ENTRY_CHANGED,
    /// An entry is not there.
    ENTRY_MISSING,
    /// Entries do not stand in their places.
    REORDERED,
    /// The end of the file or of the log is not there.
    TAIL_REMOVED,
    /// The log began otherwise when a checkpoint was made that the reader kept.
    FORK,
    /// The export does not show what would compare it with a checkpoint that the reader kept.
    NOT_COMPARABLE
  }
}
