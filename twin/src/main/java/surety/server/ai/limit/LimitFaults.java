package surety.server.ai.limit;

import java.time.LocalDate;
import java.util.Optional;
import surety.server.workspace.WorkspaceScope;
import surety.twin.Fault;

/// Limits that hold nobody.
final class LimitFaults {

  private LimitFaults() {}

  /// Counts no requests.
  @Fault(
      id = "requests-without-limit",
      control = "model-limits",
      target = RequestRate.class,
      method = "take")
  static void anyRate(RequestRate self, WorkspaceScope caller, Limits limits) {}

  /// Grants whatever is asked for.
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
    return Optional.of(wish);
  }
}
