package surety.twin;

import java.util.concurrent.atomic.LongAdder;

/// Which fault is live in this twin. Woven code asks here first in every method that a fault
/// replaces; at most one fault is live at a time.
public final class FaultSwitch {

  private static final ScopedValue<Boolean> ORIGINAL = ScopedValue.newInstance();
  private static final LongAdder REACHED = new LongAdder();
  private static volatile String live = "";

  private FaultSwitch() {}

  /// Whether the fault stands in for its method now, on this thread.
  public static boolean on(String id) {
    if (!id.equals(live) || ORIGINAL.isBound()) {
      return false;
    }
    REACHED.increment();
    return true;
  }

  /// The contrary of [#on], for methods that stand in while their fault is off.
  public static boolean off(String id) {
    if (ORIGINAL.isBound()) {
      return false;
    }
    boolean live = id.equals(FaultSwitch.live);
    if (live) {
      REACHED.increment();
    }
    return !live;
  }

  /// Does what the product does without any fault; for a fault that changes only a part of it.
  public static <T, X extends Throwable> T callOriginal(ScopedValue.CallableOp<T, X> work)
      throws X {
    return ScopedValue.where(ORIGINAL, true).call(work);
  }

  /// As [#callOriginal], for a method without a result.
  public static void runOriginal(Runnable work) {
    ScopedValue.where(ORIGINAL, true).run(work);
  }

  static void turnOn(String id) {
    REACHED.reset();
    live = id;
  }

  /// Switches off, and says how often a replaced method was reached while the fault was on.
  static long turnOff() {
    live = "";
    return REACHED.sum();
  }
}
