package surety.server.ai.provider;

import java.util.Locale;

/// The form in which a provider is asked.
public enum Dialect {
  OPENAI("OpenAI"),
  ANTHROPIC("Anthropic");

  private final String label;

  Dialect(String label) {
    this.label = label;
  }

  /// The name that people read.
  public String label() {
    return label;
  }

  /// The name in tables, paths and audit entries.
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
