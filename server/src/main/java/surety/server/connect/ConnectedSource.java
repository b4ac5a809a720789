package surety.server.connect;

import java.util.Map;
import java.util.UUID;

/// A connected system that can be read.
///
/// @param connection its id, for access entries
/// @param label what the members call it
/// @param connector the vendor's name
/// @param reader opens the credential anew for each fetch, so it may be kept
/// @param places where it stands among the workspace's systems, for each fetch that it offers
public record ConnectedSource(
    UUID connection,
    String label,
    String connector,
    SourceReader reader,
    Map<Fetch, Place> places) {

  /// Copies the map.
  public ConnectedSource {
    places = Map.copyOf(places);
  }
}
