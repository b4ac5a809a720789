package surety.server.connect;

import java.util.Map;
import java.util.Objects;

/// What a source can be asked for.
public record Capabilities(Map<Fetch, Support> fetches) {

  /// How far a source offers a fetch.
  ///
  /// @param offer whether it does
  /// @param note for an approximation what stands in, for an unsupported fetch why; empty otherwise
  /// @param since whether it can be asked for changed records only
  public record Support(Offer offer, String note, boolean since) {}

  /// Whether a source offers a fetch.
  public enum Offer {
    SUPPORTED,
    /// Something close stands in, such as estimates for deals.
    APPROXIMATED,
    UNSUPPORTED
  }

  /// Copies the map.
  ///
  /// @throws IllegalArgumentException if one of the six is missing
  public Capabilities {
    fetches = Map.copyOf(fetches);
    if (fetches.size() != Fetch.values().length) {
      throw new IllegalArgumentException("fetches: " + fetches.size() + " (expected: 6)");
    }
  }

  /// How far the source offers one fetch.
  public Support of(Fetch fetch) {
    return Objects.requireNonNull(fetches.get(fetch));
  }

  /// Whether the source offers a fetch, exactly or nearly.
  public boolean offers(Fetch fetch) {
    return of(fetch).offer() != Offer.UNSUPPORTED;
  }
}
