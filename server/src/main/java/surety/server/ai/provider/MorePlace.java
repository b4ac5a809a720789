package surety.server.ai.provider;

import java.net.URI;
import surety.server.egress.EgressHosts;

/// A provider's place that another module plays itself. It is offered to nobody, and nobody can
/// have its name.
///
/// @param base a URL whose host's name ends in `.invalid`, without a trailing slash
public record MorePlace(Dialect dialect, String label, URI base) {

  /// @throws IllegalArgumentException if the name could be somebody's
  public MorePlace {
    if (!EgressHosts.isReserved(base.getHost())) {
      throw new IllegalArgumentException("only names under .invalid can be a place of one's own");
    }
  }
}
