package surety.twin;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/// Switches faults on and off in a running twin, one at a time.
final class Switchboard {

  private final FaultIndex faults;
  private final Ground ground;
  private final Deque<Undo> undo = new ArrayDeque<>();
  private String live = "";

  Switchboard(FaultIndex faults, Ground ground) {
    this.faults = faults;
    this.ground = ground;
  }

  /// Switches a fault on.
  ///
  /// @throws FaultRefused if there is none of that id, another is on, or it does not fit
  void on(String id) {
    if (!live.isEmpty()) {
      throw new FaultRefused("fault " + live + " is still on");
    }
    DeclaredFault fault =
        faults.find(id).orElseThrow(() -> new FaultRefused("no fault '" + id + "'"));
    live = id;
    for (DeclaredFault.Part part : fault.parts()) {
      undo.push(apply(id, part));
    }
    FaultSwitch.turnOn(id);
  }

  /// Switches the fault off that is on, if any.
  ///
  /// @return how often a replaced method was reached
  /// @throws FaultRefused if what it changed is not as before
  long off() {
    long reached = FaultSwitch.turnOff();
    try {
      while (!undo.isEmpty()) {
        undo.pop().run();
      }
    } catch (IOException | SQLException e) {
      throw new FaultRefused("fault " + live + " could not be taken back", e);
    }
    live = "";
    return reached;
  }

  private Undo apply(String id, DeclaredFault.Part part) {
    try {
      return switch (part) {
        case DeclaredFault.Woven _ -> () -> {};
        case DeclaredFault.Statements statements -> DatabaseFaults.apply(ground, id, statements);
        case DeclaredFault.Functions functions -> DatabaseFaults.apply(ground, id, functions);
        case DeclaredFault.Planted planted -> plant(planted);
      };
    } catch (SQLException | ReflectiveOperationException e) {
      throw new FaultRefused("fault " + id + " could not be switched on: " + e.getMessage(), e);
    }
  }

  // A fault and the class that holds it are package-private, in the package of what they break.
  private Undo plant(DeclaredFault.Planted planted) throws ReflectiveOperationException {
    Method method =
        Class.forName(planted.owner()).getDeclaredMethod(planted.method(), Ground.class);
    method.setAccessible(true);
    try {
      return (Undo) method.invoke(null, ground);
    } catch (InvocationTargetException e) {
      throw new FaultRefused(planted.method() + " could not be planted", e);
    }
  }
}
