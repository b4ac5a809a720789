package surety.server.ai.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import surety.server.audit.AccessDetail;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads requests and refuses those that could carry text past the filter, have the provider fetch
/// or keep something, or name something that lies with the provider. What is refused is listed in
/// docs/ai-gateway.md; everything else passes, with every string of it searched.
final class RequestForm {

  /// The largest body, in bytes.
  static final int LARGEST = 16 << 20;

  private static final long USUAL_OUTPUT = 4_096;
  private static final long MOST_CHOICES = 128;

  // Of two members with the same name, the provider might read the other one.
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(200)
                          .maxStringLength(LARGEST)
                          .maxNumberLength(400)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RequestForm() {}

  /// @throws GatewayError if the request cannot be sent on
  static Asked read(Endpoint endpoint, byte[] bytes) {
    String body = text(bytes);
    JsonNode root = parsed(body);
    String model = model(root);
    boolean stream = flag(root, "stream");
    FieldRules.check(endpoint, root);
    if (stream && !endpoint.writes()) {
      throw GatewayError.field("stream", "This endpoint does not stream.");
    }
    return new Asked(model, stream, outputTokens(endpoint, root), completed(endpoint, root, body));
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw malformed();
    }
  }

  private static JsonNode parsed(String body) {
    try {
      JsonNode root = JSON.readTree(body);
      if (root.isObject()) {
        return root;
      }
    } catch (JacksonException e) {
      // Its message quotes the request.
      throw malformed();
    }
    throw malformed();
  }

  private static GatewayError malformed() {
    return new GatewayError(
        GatewayError.Kind.INVALID,
        "malformed_json",
        "The body is not one JSON object in UTF-8 in which every name stands once.");
  }

  private static String model(JsonNode root) {
    JsonNode model = root.path("model");
    if (!model.isString() || !AccessDetail.isWord(model.stringValue())) {
      throw GatewayError.field("model", "The model is not named, or not by a plain name.");
    }
    return model.stringValue();
  }

  private static boolean flag(JsonNode root, String name) {
    JsonNode value = root.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw GatewayError.field(name, "This is neither true nor false.");
    }
    return value.booleanValue();
  }

  private static long outputTokens(Endpoint endpoint, JsonNode root) {
    if (!endpoint.writes()) {
      return 0;
    }
    long longest = USUAL_OUTPUT;
    for (String name : Set.of("max_tokens", "max_completion_tokens", "max_output_tokens")) {
      JsonNode value = root.path(name);
      if (value.isIntegralNumber() && value.canConvertToInt()) {
        longest = Math.max(value.intValue(), 1);
      }
    }
    JsonNode choices = root.path("n");
    long n = choices.isIntegralNumber() && choices.canConvertToInt() ? choices.intValue() : 1;
    return longest * Math.clamp(n, 1, MOST_CHOICES);
  }

  // OpenAI keeps what is asked here for thirty days, unless it is told not to.
  private static String completed(Endpoint endpoint, JsonNode root, String body) {
    if (endpoint != Endpoint.RESPONSES || root.has("store")) {
      return body;
    }
    int brace = body.indexOf('{');
    return body.substring(0, brace + 1)
        + "\"store\":false"
        + (root.isEmpty() ? "" : ",")
        + body.substring(brace + 1);
  }
}
