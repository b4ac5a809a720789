package surety.server.egress;

import java.util.Map;

/// The headers that prove who calls, bound to one origin: a call to any other origin is refused
/// before it starts.
///
/// The values leave this object only into a request. It has no reader, and its text form is empty.
public final class Credential {

  private final Origin origin;
  private final Map<String, String> headers;

  private Credential(Origin origin, Map<String, String> headers) {
    this.origin = origin;
    this.headers = Map.copyOf(headers);
  }

  /// A credential for one origin.
  ///
  /// @throws IllegalArgumentException if a header may not be set, or its value is not visible
  ///     ASCII.
  ///     The message holds neither.
  public static Credential boundTo(Origin origin, Map<String, String> headers) {
    headers.forEach(Credential::check);
    return new Credential(origin, headers);
  }

  private static void check(String name, String value) {
    if (ForbiddenNames.isForbiddenHeader(name) || ForbiddenNames.isForbiddenHeaderValue(value)) {
      throw new IllegalArgumentException("a header of the credential cannot be sent");
    }
  }

  boolean isBoundTo(Origin other) {
    return origin.equals(other);
  }

  Map<String, String> headers() {
    return headers;
  }

  @Override
  public String toString() {
    return "Credential[...]";
  }
}
