package surety.server.ai.limit;

import java.time.LocalDate;
import java.util.Optional;
import surety.server.workspace.WorkspaceScope;
import surety.twin.Fault;
import surety.twin.FaultSwitch;

/// Limits that hold nobody.
final class LimitFaults {

  private static final long MUCH = 1L << 40;
  private static final Limits HIGHEST =
      new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, MUCH, MUCH, MUCH, MUCH);

  private LimitFaults() {}

  /// Counts no requests.
  @Fault(
      id = "requests-without-limit",
      control = "model-limits",
      target = RequestRate.class,
      method = "take")
  static void anyRate(RequestRate self, WorkspaceScope caller, Limits limits) {}

  /// Grants whatever is asked for, and counts it: what is left of it is given back later.
  @Fault(
      id = "spending-without-limit",
      control = "model-limits",
      target = UsageRows.class,
      method = "borrow")
  static Optional<Amount> anyAmount(
      UsageRows self,
      WorkspaceScope caller,
      LocalDate day,
      Limits limits,
      Amount need,
      Amount wish) {
    return FaultSwitch.callOriginal(() -> self.borrow(caller, day, HIGHEST, need, wish));
  }
}
