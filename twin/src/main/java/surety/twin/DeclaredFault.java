package surety.twin;

import java.lang.constant.MethodTypeDesc;
import java.util.List;

/// A fault as it is declared in the twin's class files.
///
/// @param control the control that is off
/// @param atStart whether the twin must be started with it
/// @param spoils whether the twin is of no use after it
/// @param parts switched together; at least one
record DeclaredFault(String id, String control, boolean atStart, boolean spoils, List<Part> parts) {

  DeclaredFault {
    parts = List.copyOf(parts);
  }

  /// As posture evidence names it: how close to the missing control the fault is.
  String kind() {
    return parts.stream().anyMatch(Planted.class::isInstance) ? "planted" : "live-off";
  }

  /// One thing that is changed.
  sealed interface Part {}

  /// A method that is replaced.
  ///
  /// @param target binary name of the class
  /// @param by class that holds the substitute, internal name
  /// @param whileOff whether it is replaced unless the fault is on
  record Woven(
      String target,
      String method,
      String by,
      String substitute,
      MethodTypeDesc type,
      boolean whileOff)
      implements Part {}

  /// Statements of the owner.
  record Statements(String off, String on) implements Part {}

  /// Functions of the database with a passage replaced.
  record Functions(List<String> functions, String replace, String by) implements Part {}

  /// A method that plants.
  ///
  /// @param owner binary name of its class
  record Planted(String owner, String method) implements Part {}
}
