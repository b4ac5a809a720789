package surety.twin;

import tools.jackson.databind.JsonNode;

/// Hears what comes of a run of twins, from several threads.
interface TwinListener {

  /// A twin serves.
  ///
  /// @param ready what it told of itself
  void started(JsonNode ready);

  /// A probe ran while no fault was on.
  void withoutFault(Cell cell);

  /// A probe ran while a fault was on.
  void underFault(DeclaredFault fault, Cell cell);

  /// All probes ran against a fault, and it was switched off again.
  ///
  /// @param reached how often a method that it replaces was called
  void done(DeclaredFault fault, long reached);

  /// A probe does not pass again after a fault, and the twin is replaced.
  void spoilt(DeclaredFault fault, Cell cell);

  /// A fault could not be tried.
  ///
  /// @param fault its id; empty if no twin could be started at all
  void refused(String fault, String reason);
}
