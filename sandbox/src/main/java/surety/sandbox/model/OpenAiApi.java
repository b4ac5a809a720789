package surety.sandbox.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's API as its public reference describes it: errors, headers, models and embeddings here,
/// the two that answer in prose in classes of their own.
final class OpenAiApi implements ModelApi {
  static final long CREATED = 1_767_225_600L; // 2026-01-01; a stand-in gives the same each time
  private static final int DIMENSIONS = 256;

  private final OpenAiChat chat = new OpenAiChat();
  private final OpenAiResponses responses = new OpenAiResponses();

  @Override
  public void answer(
      String method, String path, UnaryOperator<String> header, byte[] body, ModelAnswer answer)
      throws IOException {
    if (!header.apply("authorization").equals("Bearer " + ModelProviders.KEY)) {
      throw new ApiError(401, "invalid_api_key", "", "Incorrect API key provided.", Map.of());
    }
    switch (method + " " + path) {
      case "POST /chat/completions" -> chat.answer(RequestBody.object(body), answer);
      case "POST /responses" -> responses.answer(RequestBody.object(body), answer);
      case "POST /embeddings" -> answer.send(embeddings(RequestBody.object(body)));
      case "GET /models" -> answer.send(models());
      default -> oneModel(method, path, answer);
    }
  }

  private static void oneModel(String method, String path, ModelAnswer answer) throws IOException {
    for (String id : List.of(ModelProviders.MODEL, ModelProviders.EMBEDDING_MODEL)) {
      if (method.equals("GET") && path.equals("/models/" + id)) {
        answer.send(model(id));
        return;
      }
    }
    throw new ApiError(404, "", "", "Invalid URL (" + method + " /v1" + path + ")", Map.of());
  }

  private static ObjectNode models() {
    ObjectNode list = RequestBody.JSON.createObjectNode().put("object", "list");
    list.putArray("data")
        .add(model(ModelProviders.MODEL))
        .add(model(ModelProviders.EMBEDDING_MODEL));
    return list;
  }

  private static ObjectNode model(String id) {
    return RequestBody.JSON
        .createObjectNode()
        .put("id", id)
        .put("object", "model")
        .put("created", CREATED)
        .put("owned_by", "standin-no-model-runs");
  }

  private static ObjectNode embeddings(ObjectNode request) {
    String model = RequestBody.model(request);
    List<String> texts = texts(RequestBody.required(request, "input"));
    boolean base64 = request.path("encoding_format").asString("float").equals("base64");
    int dimensions = request.path("dimensions").asInt(DIMENSIONS);
    if (dimensions < 1 || dimensions > 4096) {
      throw ApiError.bad("dimensions", "dimensions must be between 1 and 4096");
    }
    ObjectNode answer = RequestBody.JSON.createObjectNode().put("object", "list");
    ArrayNode data = answer.putArray("data");
    int tokens = 0;
    for (String text : texts) {
      ObjectNode one = data.addObject().put("object", "embedding").put("index", data.size() - 1);
      put(vector(text, dimensions), base64, one);
      tokens += Prompt.tokens(text);
    }
    answer.put("model", model);
    answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
    return answer;
  }

  private static List<String> texts(JsonNode input) {
    List<String> texts = new ArrayList<>();
    if (input.isString()) {
      texts.add(input.asString());
    }
    for (JsonNode one : input) {
      if (!one.isString()) {
        throw ApiError.bad("input", "This stand-in takes texts, not numbers of a vocabulary.");
      }
      texts.add(one.asString());
    }
    return texts;
  }

  private static void put(float[] vector, boolean base64, ObjectNode out) {
    if (!base64) {
      ArrayNode numbers = out.putArray("embedding");
      for (float number : vector) {
        numbers.add(number);
      }
      return;
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    out.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
  }

  /// Counts words by their hash, of length 1: texts with the same words are near each other.
  private static float[] vector(String text, int dimensions) {
    float[] vector = new float[dimensions];
    for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
      vector[Math.floorMod(word.hashCode(), dimensions)] += 1;
    }
    double square = 0;
    for (float number : vector) {
      square += number * number;
    }
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) (vector[i] / Math.sqrt(square));
    }
    return vector;
  }

  @Override
  public ObjectNode error(ApiError error, String requestId) {
    ObjectNode body = RequestBody.JSON.createObjectNode();
    errorIn(body, error);
    return body;
  }

  static void errorIn(ObjectNode body, ApiError error) {
    ObjectNode inner = body.putObject("error").put("message", error.text());
    inner.put("type", type(error.status()));
    inner.put("param", error.param().isEmpty() ? null : error.param());
    String code =
        error.code().isEmpty() && error.status() == 429 ? "rate_limit_exceeded" : error.code();
    inner.put("code", code.isEmpty() ? null : code);
  }

  private static String type(int status) {
    return switch (status) {
      case 429 -> "requests";
      case 500, 502, 503, 504, 529 -> "server_error";
      default -> "invalid_request_error";
    };
  }

  @Override
  public Map<String, String> headers(String requestId) {
    return Map.of(
        "x-request-id", requestId,
        "openai-version", "2020-10-01",
        "openai-organization", "standin",
        "openai-processing-ms", "1",
        "x-ratelimit-limit-requests", "10000",
        "x-ratelimit-remaining-requests", "9999",
        "x-ratelimit-reset-requests", "6ms");
  }
}
