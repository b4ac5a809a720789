package surety.sandbox;

import java.time.Duration;
import java.util.List;

/// The rate limits of one sandbox: the published ones, one of its own for each vendor, or none.
final class Limits {
  private final SandboxOptions options;

  Limits(SandboxOptions options) {
    this.options = options;
  }

  List<RateLimit> productive() {
    return limits(
        List.of(
            new RateLimit(100, Duration.ofSeconds(10), false),
            new RateLimit(4_000, Duration.ofMinutes(30), false),
            new RateLimit(10, Duration.ofSeconds(30), true)));
  }

  List<RateLimit> harvest() {
    return limits(
        List.of(
            new RateLimit(100, Duration.ofSeconds(15), false),
            new RateLimit(100, Duration.ofMinutes(15), true)));
  }

  List<RateLimit> of(Vendor vendor) {
    return switch (vendor) {
      case PRODUCTIVE -> productive();
      case HARVEST -> harvest();
      case FLOAT ->
          limits(
              List.of(
                  new RateLimit(200, Duration.ofMinutes(1), false),
                  new RateLimit(10, Duration.ofSeconds(1), false)));
      case PIPEDRIVE -> limits(List.of(new RateLimit(40, Duration.ofSeconds(2), false)));
      case CONNECTWISE -> limits(List.of(new RateLimit(60, Duration.ofMinutes(1), false)));
      case AUTOTASK -> limits(List.of(new RateLimit(10_000, Duration.ofHours(1), false)));
      case QUICKBOOKS -> limits(List.of(new RateLimit(500, Duration.ofMinutes(1), false)));
      case XERO -> limits(List.of(new RateLimit(60, Duration.ofMinutes(1), false)));
      case ACCELO -> limits(List.of(new RateLimit(5_000, Duration.ofHours(1), false)));
      case KANTATA -> limits(List.of(new RateLimit(120, Duration.ofMinutes(1), false)));
      case RESOURCEGURU -> limits(List.of(new RateLimit(200, Duration.ofMinutes(1), false)));
      case SALESFORCE -> limits(List.of(new RateLimit(100_000, Duration.ofDays(1), false)));
      case SCORO -> limits(List.of(new RateLimit(500, Duration.ofDays(1), false)));
      case HUBSPOT -> limits(List.of(new RateLimit(100, Duration.ofSeconds(10), false)));
    };
  }

  private List<RateLimit> limits(List<RateLimit> published) {
    if (!options.rateLimits()) {
      return List.of();
    }
    return options
        .customLimit()
        .map(own -> List.of(new RateLimit(own.requests(), own.window(), false)))
        .orElse(published);
  }
}
