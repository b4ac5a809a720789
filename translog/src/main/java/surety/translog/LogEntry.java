package surety.translog;

/// An entry in an export.
public sealed interface LogEntry {

  /// Its place in the log, from 0.
  long index();

  /// With its payload.
  ///
  /// @param payload text without unpaired surrogates
  record Opened(long index, Salt salt, String payload) implements LogEntry {}

  /// Its payload and salt are destroyed.
  record Erased(long index) implements LogEntry {}

  /// Its payload is not part of this export.
  record Omitted(long index) implements LogEntry {}
}
