package surety.twin;

/// Removes a planted fault.
@FunctionalInterface
public interface Undo {

  /// Removes it.
  ///
  /// @throws Exception if that fails; the twin then ends
  void run() throws Exception;
}
