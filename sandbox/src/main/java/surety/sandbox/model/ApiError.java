package surety.sandbox.model;

import java.util.Map;

/// Ends a call with an error of the provider.
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final String param;
  private final transient Map<String, String> headers;

  /// @param code the provider's own word, empty if there is none
  /// @param param the member that is wrong, empty if there is none
  ApiError(int status, String code, String param, String message, Map<String, String> headers) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.param = param;
    this.headers = headers;
  }

  static ApiError bad(String param, String message) {
    return new ApiError(400, "", param, message, Map.of());
  }

  static ApiError of(int status, Map<String, String> headers) {
    String message =
        switch (status) {
          case 400 -> "This stand-in was told to find the request bad.";
          case 401 -> "Incorrect API key provided.";
          case 403 -> "This key may not do that.";
          case 404 -> "There is no such thing.";
          case 413 -> "The request is too large.";
          case 429 -> "Rate limit reached for this stand-in.";
          case 529 -> "Overloaded";
          default -> "The server had an error while processing your request.";
        };
    return new ApiError(status, "", "", message, headers);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String param() {
    return param;
  }

  Map<String, String> headers() {
    return headers;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
