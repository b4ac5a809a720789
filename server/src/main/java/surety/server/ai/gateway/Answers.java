package surety.server.ai.gateway;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import surety.server.ai.limit.OverLimit;
import surety.server.ai.names.NamesUnavailable;
import surety.server.ai.provider.Dialect;
import surety.server.audit.AuditUnavailable;
import surety.server.platform.Batcher;
import surety.server.platform.Refusal;
import surety.server.vault.CredentialUnavailable;
import surety.server.workspace.PermissionMissing;

/// Tells a program, in its provider's form, why it was not answered.
final class Answers {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final Duration SOON = Duration.ofSeconds(5);

  private Answers() {}

  static void fail(Dialect dialect, RuntimeException e, HttpServletResponse response) {
    try {
      new Program(response, dialect).fail(error(e));
    } catch (Recipient.Gone gone) {
      LOG.debug("nobody is there to be told of an error");
    }
  }

  /// What went wrong, in words that anybody may read.
  static GatewayError error(RuntimeException e) {
    return switch (e) {
      case GatewayError error -> error;
      case Refusal refusal -> error(refusal);
      case PermissionMissing _ ->
          new GatewayError(
              GatewayError.Kind.FORBIDDEN, "permission_missing", "This API key may not do this.");
      case OverLimit over ->
          new GatewayError(
                  GatewayError.Kind.LIMIT,
                  "limit_reached",
                  "There are no more " + over.what().label() + ".")
              .after(over.retryAfter());
      case NamesUnavailable _ ->
          new GatewayError(
                  GatewayError.Kind.UNAVAILABLE,
                  "names_unavailable",
                  "The names of this workspace cannot be had now, so nothing was sent. A connected"
                      + " system may be down; its page under Connections tells.")
              .after(SOON);
      case CredentialUnavailable _ ->
          new GatewayError(
              GatewayError.Kind.UNAVAILABLE,
              "key_unavailable",
              "A key of this workspace cannot be opened, so nothing was sent.");
      case AuditUnavailable _, Batcher.Overloaded _ -> unavailable();
      default -> failed(e);
    };
  }

  private static GatewayError error(Refusal refusal) {
    return switch (refusal.problem().status()) {
      case 401 ->
          new GatewayError(
              GatewayError.Kind.KEY, "invalid_api_key", refusal.problem().title() + ".");
      case 404 ->
          new GatewayError(
              GatewayError.Kind.NOT_FOUND,
              "unknown_url",
              "There is nothing at this address. docs/ai-gateway.md lists what is served.");
      default ->
          new GatewayError(GatewayError.Kind.INVALID, "refused", refusal.problem().title() + ".");
    };
  }

  private static GatewayError unavailable() {
    return new GatewayError(
            GatewayError.Kind.UNAVAILABLE,
            "unavailable",
            "The server is busy. Nothing was sent; try again in a few moments.")
        .after(SOON);
  }

  // The message of whatever went wrong may hold what was sent, so it is not logged.
  private static GatewayError failed(RuntimeException e) {
    StackTraceElement[] trace = e.getStackTrace();
    LOG.error("a call failed: {} at {}", e.getClass().getName(), trace.length > 0 ? trace[0] : "?");
    return e instanceof org.springframework.dao.DataAccessException
        ? unavailable()
        : new GatewayError(GatewayError.Kind.FAILED, "failed", "Something went wrong here.");
  }
}
