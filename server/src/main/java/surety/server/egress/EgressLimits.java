package surety.server.egress;

import java.time.Duration;

/// Bounds of one call.
///
/// @param connect time to make the connection
/// @param silence longest wait for the next byte
/// @param whole time from the start of the call to the end of the body, redirects included
/// @param bytes largest body, counted after decompression
/// @param redirects most redirects followed
public record EgressLimits(
    Duration connect, Duration silence, Duration whole, long bytes, int redirects) {

  /// The bounds of the product: 5 s, 15 s, 60 s, 32 MiB, 3 redirects.
  public static final EgressLimits DEFAULT =
      new EgressLimits(
          Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(60), 32L << 20, 3);
}
