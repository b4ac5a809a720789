package surety.sandbox;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

/// How a sandbox starts.
///
/// @param port on 127.0.0.1; 0 for any free one
/// @param latency added to each answer
/// @param rateLimits whether the vendors' published limits apply; without them a client may read as
///     fast as it can
/// @param pageSizeCap largest page, at most the vendors' own (200 and 2,000)
/// @param customLimit a limit for each vendor in place of the published ones
public record SandboxOptions(
    Firm firm,
    int port,
    Duration latency,
    boolean rateLimits,
    int pageSizeCap,
    Optional<Limit> customLimit) {

  /// A number of requests in any window of time.
  public record Limit(int requests, Duration window) {}

  public SandboxOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
    if (latency.isNegative()) {
      throw new IllegalArgumentException("a negative latency");
    }
    if (pageSizeCap < 1 || pageSizeCap > 2_000) {
      throw new IllegalArgumentException("page size: " + pageSizeCap + " (expected: 1 to 2000)");
    }
  }

  /// A firm on any free port, without latency and rate limits.
  public static SandboxOptions of(Firm firm) {
    return new SandboxOptions(firm, 0, Duration.ZERO, false, 2_000, Optional.empty());
  }

  /// The firm of seed 1 as of a day.
  public static SandboxOptions of(LocalDate today) {
    return of(Firm.generate(1, today));
  }

  /// The same with another port.
  public SandboxOptions withPort(int number) {
    return new SandboxOptions(firm, number, latency, rateLimits, pageSizeCap, customLimit);
  }

  /// The same with a delay before each answer.
  public SandboxOptions withLatency(Duration delay) {
    return new SandboxOptions(firm, port, delay, rateLimits, pageSizeCap, customLimit);
  }

  /// The same with the vendors' published rate limits.
  public SandboxOptions withRateLimits() {
    return new SandboxOptions(firm, port, latency, true, pageSizeCap, customLimit);
  }

  /// The same with one limit for each vendor in place of the published ones.
  public SandboxOptions withLimit(int requests, Duration window) {
    Limit limit = new Limit(requests, window);
    return new SandboxOptions(firm, port, latency, true, pageSizeCap, Optional.of(limit));
  }

  /// The same with smaller pages.
  public SandboxOptions withPageSizeCap(int rows) {
    return new SandboxOptions(firm, port, latency, rateLimits, rows, customLimit);
  }

  /// The same with a marker planted in the firm, see [Firm#withCanary].
  public SandboxOptions canary(String marker) {
    Firm marked = firm.withCanary(marker);
    return new SandboxOptions(marked, port, latency, rateLimits, pageSizeCap, customLimit);
  }
}
