package surety.server.egress;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// One vendor's host, with all that may be read there.
///
/// @param base the path that every call's path is below, without a trailing slash; may be empty
public record Destination(Origin origin, String base, List<ReadRule> reads) {

  /// Copies the rules and checks the base.
  public Destination {
    reads = List.copyOf(reads);
    if (!base.isEmpty()) {
      new PathTemplate(base);
    }
  }

  /// The destination at an absolute URL such as `https://api.example.org/v2`.
  ///
  /// @throws IllegalArgumentException if the URL has a query, a fragment, user information or an
  ///     unusual path
  public static Destination at(URI url, List<ReadRule> reads) {
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException("the base URL has a query or a fragment");
    }
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    return new Destination(
        Origin.of(url), path.endsWith("/") ? path.substring(0, path.length() - 1) : path, reads);
  }

  Optional<ReadRule> ruleFor(String path) {
    return reads.stream().filter(rule -> rule.path().matches(path)).findFirst();
  }
}
