package surety.server.connect.engine;

import java.time.Duration;
import java.util.List;

/// How many requests we allow ourselves at a vendor.
///
/// @param windows at most so many requests in any span of that length
/// @param concurrency most requests under way at one time
public record BudgetPlan(List<Window> windows, int concurrency) {

  /// For stand-ins, which limit nobody.
  public static final BudgetPlan UNLIMITED =
      new BudgetPlan(List.of(new Window(1_000_000, Duration.ofSeconds(1))), 8);

  /// One limit.
  public record Window(int requests, Duration span) {}

  /// Copies the list.
  public BudgetPlan {
    windows = List.copyOf(windows);
  }
}
