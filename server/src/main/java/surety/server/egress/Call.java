package surety.server.egress;

import java.util.List;
import java.util.Map;

/// What a caller asks the client to send.
///
/// @param method the HTTP method, upper case
/// @param path the path below the destination's base
/// @param parameters the query in order, unencoded; of a POST the fields of its body, with dots in
///     the names of those that stand in objects
/// @param headers headers besides those of the credential
public record Call(
    String method, String path, List<Parameter> parameters, Map<String, String> headers) {

  /// Copies the collections.
  public Call {
    parameters = List.copyOf(parameters);
    headers = Map.copyOf(headers);
  }

  /// One name and value of the query.
  public record Parameter(String name, String value) {}

  /// A read without headers of its own.
  public static Call get(String path, List<Parameter> parameters) {
    return new Call("GET", path, parameters, Map.of());
  }

  @Override
  public String toString() {
    return "Call[" + method + " ...]";
  }
}
