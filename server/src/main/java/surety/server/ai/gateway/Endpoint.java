package surety.server.ai.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import surety.pseudonym.EventDialect;
import surety.server.ai.provider.Dialect;

/// What a program can ask a provider for.
enum Endpoint {
  CHAT(Dialect.OPENAI, "/chat/completions", "chat", EventDialect.CHAT_COMPLETIONS),
  RESPONSES(Dialect.OPENAI, "/responses", "responses", EventDialect.RESPONSES),
  EMBEDDINGS(Dialect.OPENAI, "/embeddings", "embeddings", null),
  MESSAGES(Dialect.ANTHROPIC, "/messages", "messages", EventDialect.MESSAGES),
  COUNT_TOKENS(Dialect.ANTHROPIC, "/messages/count_tokens", "count-tokens", null);

  private final Dialect dialect;
  private final String path;
  private final String key;
  private final @Nullable EventDialect events;

  Endpoint(Dialect dialect, String path, String key, @Nullable EventDialect events) {
    this.dialect = dialect;
    this.path = path;
    this.key = key;
    this.events = events;
  }

  static List<String> paths() {
    return Arrays.stream(values()).map(endpoint -> endpoint.path).toList();
  }

  /// The endpoint at a path of this server.
  static Optional<Endpoint> at(String uri) {
    return Arrays.stream(values())
        .filter(it -> uri.equals("/ai/" + it.dialect.key() + "/v1" + it.path))
        .findFirst();
  }

  Dialect dialect() {
    return dialect;
  }

  /// Below the provider's base URL.
  String path() {
    return path;
  }

  /// The name in audit entries.
  String key() {
    return key;
  }

  /// How its stream is written; empty if it has none.
  Optional<EventDialect> events() {
    return Optional.ofNullable(events);
  }

  /// Whether the model writes an answer, which costs more than reading does.
  boolean writes() {
    return events != null;
  }
}
