package surety.server.ai.gateway;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why a call was not answered, in the words of this server. The message is fixed: it never repeats
/// what was sent, nor a cause.
final class GatewayError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What kind of error it is, with the names that the providers use for it.
  enum Kind {
    INVALID(400, "invalid_request_error", "invalid_request_error"),
    KEY(401, "invalid_request_error", "authentication_error"),
    FORBIDDEN(403, "permission_error", "permission_error"),
    NOT_FOUND(404, "invalid_request_error", "not_found_error"),
    TOO_LARGE(413, "invalid_request_error", "request_too_large"),
    MEDIA_TYPE(415, "invalid_request_error", "invalid_request_error"),
    LIMIT(429, "rate_limit_error", "rate_limit_error"),
    FAILED(500, "server_error", "api_error"),
    PROVIDER(502, "server_error", "api_error"),
    UNAVAILABLE(503, "server_error", "overloaded_error"),
    TIMED_OUT(504, "server_error", "timeout_error");

    final int status;
    final String openAi;
    final String anthropic;

    Kind(int status, String openAi, String anthropic) {
      this.status = status;
      this.openAi = openAi;
      this.anthropic = anthropic;
    }
  }

  private final Kind kind;
  private final String code;
  private final String sentence;
  private final @Nullable String param;
  private final @Nullable Duration retryAfter;

  GatewayError(Kind kind, String code, String sentence) {
    this(kind, code, sentence, null, null);
  }

  private GatewayError(
      Kind kind,
      String code,
      String sentence,
      @Nullable String param,
      @Nullable Duration retryAfter) {
    super(code, null, false, false);
    this.kind = kind;
    this.code = code;
    this.sentence = sentence;
    this.param = param;
    this.retryAfter = retryAfter;
  }

  /// A field of the request that cannot be sent on.
  ///
  /// @param param a name of the provider's form
  static GatewayError field(String param, String sentence) {
    return new GatewayError(Kind.INVALID, "field_refused", sentence, param, null);
  }

  /// The same, worth trying again after this time.
  GatewayError after(Duration wait) {
    return new GatewayError(kind, code, sentence, param, wait);
  }

  Kind kind() {
    return kind;
  }

  String code() {
    return code;
  }

  String sentence() {
    return sentence;
  }

  Optional<String> param() {
    return Optional.ofNullable(param);
  }

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
