package surety.sandbox.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads what both providers' requests have in common.
final class RequestBody {
  static final JsonMapper JSON = new JsonMapper();

  private RequestBody() {}

  /// @throws ApiError if it is no JSON object
  static ObjectNode object(byte[] body) {
    try {
      if (JSON.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw new ApiError(
          400, "", "", "We could not parse the JSON body of your request.", Map.of());
    }
    throw ApiError.bad("", "The body is not a JSON object.");
  }

  /// The model, if it is one of the stand-in's.
  ///
  /// @throws ApiError with status 404 if there is none with this name
  static String model(ObjectNode request) {
    String model = request.path("model").asString("");
    if (model.isEmpty()) {
      throw ApiError.bad("model", "you must provide a model parameter");
    }
    if (!model.startsWith("standin-")) {
      throw new ApiError(
          404,
          "model_not_found",
          "model",
          "This stand-in has only models whose names begin with standin-.",
          Map.of());
    }
    return model;
  }

  /// @throws ApiError if it is missing or empty
  static JsonNode required(ObjectNode request, String name) {
    JsonNode value = request.path(name);
    if (value.isMissingNode() || value.isNull() || (value.isArray() && value.isEmpty())) {
      throw ApiError.bad(name, "Missing required parameter: '" + name + "'.");
    }
    return value;
  }

  /// The text of a content: a string, or parts with a `text`, `content` or `output`.
  static String text(JsonNode content) {
    if (content.isString()) {
      return content.asString();
    }
    List<String> texts = new ArrayList<>();
    if (content.isArray()) {
      content.forEach(part -> texts.add(text(part)));
    }
    for (String member : new String[] {"text", "content", "output"}) {
      if (content.isObject() && content.has(member)) {
        texts.add(text(content.path(member)));
      }
    }
    texts.removeIf(String::isEmpty);
    return String.join("\n", texts);
  }

  static List<String> stops(JsonNode stop) {
    List<String> stops = new ArrayList<>();
    if (stop.isString()) {
      stops.add(stop.asString());
    }
    stop.forEach(one -> stops.add(one.asString("")));
    return stops;
  }
}
