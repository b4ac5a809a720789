package surety.server.ai.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import surety.server.ai.provider.Dialect;
import tools.jackson.databind.json.JsonMapper;

/// Writes errors as the providers do, so that their programs understand them.
final class ErrorFormat {

  private static final JsonMapper JSON = new JsonMapper();

  private ErrorFormat() {}

  static String body(Dialect dialect, GatewayError error) {
    return JSON.writeValueAsString(
        switch (dialect) {
          case OPENAI -> openAi(error);
          case ANTHROPIC -> anthropic(error);
        });
  }

  /// An error in the middle of a stream.
  static String event(Dialect dialect, GatewayError error) {
    String data = "data: " + body(dialect, error) + "\n\n";
    return switch (dialect) {
      case OPENAI -> data;
      case ANTHROPIC -> "event: error\n" + data;
    };
  }

  private static Map<String, Object> openAi(GatewayError error) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("message", error.sentence());
    fields.put("type", error.kind().openAi);
    fields.put("param", error.param().orElse(null));
    fields.put("code", error.code());
    return Map.of("error", fields);
  }

  private static Map<String, Object> anthropic(GatewayError error) {
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("type", "error");
    whole.put(
        "error",
        new LinkedHashMap<>(Map.of("type", error.kind().anthropic, "message", error.sentence())));
    return whole;
  }
}
