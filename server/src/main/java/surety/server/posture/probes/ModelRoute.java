package surety.server.posture.probes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import surety.server.ai.provider.Dialect;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/// A route of the gateway to models, from the server's own router.
record ModelRoute(String method, String pattern) {

  // Letters beyond ASCII leave as escapes, so that whoever does not decode them misses a name.
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final String MODEL = "stand-in-1";

  boolean asks() {
    return method.equals("POST");
  }

  boolean writes() {
    return asks() && !pattern.matches(".*/(embeddings|count_tokens)");
  }

  Dialect form() {
    return pattern.startsWith("/ai/" + Dialect.ANTHROPIC.key() + "/")
        ? Dialect.ANTHROPIC
        : Dialect.OPENAI;
  }

  /// Where it leads at the provider, below the base URL.
  String tail() {
    return path().replaceFirst(".*?/v1", "");
  }

  /// Members of its form with which a provider keeps what it is asked.
  List<String> keeping() {
    return switch (pattern.replaceFirst(".*/", "")) {
      case "completions" -> List.of("store");
      case "responses" -> List.of("store", "background", "conversation");
      default -> List.of("container");
    };
  }

  String path() {
    return pattern.replaceAll("\\{[^}]*}", MODEL);
  }

  /// A request that asks this.
  ///
  /// @param more members of the request
  byte[] body(String text, Map<String, Object> more) {
    if (!asks()) {
      return new byte[0];
    }
    Map<String, Object> body = new LinkedHashMap<>(Map.of("model", MODEL));
    switch (pattern.replaceFirst(".*/", "")) {
      case "completions", "messages", "count_tokens" ->
          body.put("messages", List.of(Map.of("role", "user", "content", text)));
      case "responses", "embeddings" -> body.put("input", text);
      default -> throw new IllegalStateException("nobody knows how to ask " + this);
    }
    if (pattern.endsWith("/messages")) {
      body.put("max_tokens", 100);
    }
    body.putAll(more);
    return JSON.writeValueAsBytes(body);
  }

  @Override
  public String toString() {
    return method + " " + pattern;
  }
}
