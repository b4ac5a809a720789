package surety.sandbox.model;

import java.io.IOException;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// Anthropic's API as its public reference describes it: errors, headers, models and the counting
/// of tokens here, messages in a class of their own.
final class AnthropicApi implements ModelApi {
  private final AnthropicMessages messages = new AnthropicMessages();

  @Override
  public void answer(
      String method, String path, UnaryOperator<String> header, byte[] body, ModelAnswer answer)
      throws IOException {
    boolean bearer = header.apply("authorization").equals("Bearer " + ModelProviders.KEY);
    if (!bearer && !header.apply("x-api-key").equals(ModelProviders.KEY)) {
      throw new ApiError(401, "", "", "invalid x-api-key", Map.of());
    }
    if (header.apply("anthropic-version").isEmpty()) {
      throw ApiError.bad("", "anthropic-version: header is required");
    }
    switch (method + " " + path) {
      case "POST /messages" -> messages.answer(RequestBody.object(body), answer);
      case "POST /messages/count_tokens" -> answer.send(messages.count(RequestBody.object(body)));
      case "GET /models" -> answer.send(models());
      case "GET /models/" + ModelProviders.MODEL -> answer.send(model());
      default -> throw new ApiError(404, "", "", "Not Found", Map.of());
    }
  }

  private static ObjectNode models() {
    ObjectNode list = RequestBody.JSON.createObjectNode();
    list.putArray("data").add(model());
    return list.put("has_more", false)
        .put("first_id", ModelProviders.MODEL)
        .put("last_id", ModelProviders.MODEL);
  }

  private static ObjectNode model() {
    return RequestBody.JSON
        .createObjectNode()
        .put("type", "model")
        .put("id", ModelProviders.MODEL)
        .put("display_name", "Stand-in, no model runs")
        .put("created_at", "2026-01-01T00:00:00Z");
  }

  @Override
  public ObjectNode error(ApiError error, String requestId) {
    return errorBody(error).put("request_id", requestId);
  }

  static ObjectNode errorBody(ApiError error) {
    ObjectNode body = RequestBody.JSON.createObjectNode().put("type", "error");
    body.putObject("error").put("type", type(error.status())).put("message", error.text());
    return body;
  }

  private static String type(int status) {
    return switch (status) {
      case 400 -> "invalid_request_error";
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 529 -> "overloaded_error";
      default -> "api_error";
    };
  }

  @Override
  public Map<String, String> headers(String requestId) {
    return Map.of(
        "request-id", requestId,
        "anthropic-organization-id", "standin",
        "anthropic-ratelimit-requests-limit", "4000",
        "anthropic-ratelimit-requests-remaining", "3999",
        "anthropic-ratelimit-requests-reset", "2026-01-01T00:00:00Z");
  }
}
