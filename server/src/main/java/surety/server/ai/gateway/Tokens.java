package surety.server.ai.gateway;

import tools.jackson.databind.JsonNode;

/// How many tokens a call took, by the provider's own count.
///
/// @param in read, cached ones included
/// @param out written
record Tokens(long in, long out) {

  static final Tokens UNKNOWN = new Tokens(-1, -1);

  boolean isKnown() {
    return in >= 0 || out >= 0;
  }

  /// What this and a later report of the same call say together.
  Tokens and(Tokens later) {
    return new Tokens(later.in >= 0 ? later.in : in, later.out >= 0 ? later.out : out);
  }

  /// The count in an answer, or in an event of one.
  static Tokens in(JsonNode answer) {
    Tokens found = UNKNOWN;
    for (JsonNode holder :
        new JsonNode[] {answer, answer.path("message"), answer.path("response")}) {
      JsonNode usage = holder.path("usage");
      if (usage.isObject()) {
        found = found.and(new Tokens(read(usage), written(usage)));
      }
    }
    return found;
  }

  private static long read(JsonNode usage) {
    long read = Math.max(number(usage, "prompt_tokens"), number(usage, "input_tokens"));
    return read < 0
        ? read
        : read
            + Math.max(0, number(usage, "cache_creation_input_tokens"))
            + Math.max(0, number(usage, "cache_read_input_tokens"));
  }

  private static long written(JsonNode usage) {
    return Math.max(number(usage, "completion_tokens"), number(usage, "output_tokens"));
  }

  private static long number(JsonNode usage, String name) {
    JsonNode value = usage.path(name);
    return value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0
        ? value.longValue()
        : -1;
  }
}
