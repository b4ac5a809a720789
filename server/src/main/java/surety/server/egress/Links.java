package surety.server.egress;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns a URL that a vendor named into a call to the same destination, or into nothing.
final class Links {

  private Links() {}

  static Optional<URI> parse(String url) {
    try {
      return Optional.of(new URI(url));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /// The call that reads `uri`, if it lies at the destination's origin and below its base.
  static Optional<Call> within(Destination destination, URI uri, Map<String, String> headers) {
    String path = uri.getRawPath();
    if (!isAt(destination.origin(), uri) || path == null || !path.startsWith(destination.base())) {
      return Optional.empty();
    }
    return Optional.of(
        new Call("GET", path.substring(destination.base().length()), query(uri), headers));
  }

  private static boolean isAt(Origin origin, URI uri) {
    try {
      return origin.equals(Origin.of(uri));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static List<Call.Parameter> query(URI uri) {
    List<Call.Parameter> query = new ArrayList<>();
    if (uri.getRawQuery() != null && !uri.getRawQuery().isEmpty()) {
      for (String pair : uri.getRawQuery().split("&", -1)) {
        query.add(parameter(pair));
      }
    }
    return query;
  }

  private static Call.Parameter parameter(String pair) {
    int equals = pair.indexOf('=');
    String name = equals < 0 ? pair : pair.substring(0, equals);
    String value = equals < 0 ? "" : pair.substring(equals + 1);
    return new Call.Parameter(
        URLDecoder.decode(name, StandardCharsets.UTF_8),
        URLDecoder.decode(value, StandardCharsets.UTF_8));
  }
}
