package surety.server.ai.mcp;

import surety.server.audit.AccessDetail;

/// Why an agent got no answer, in words that it can act on. They hold nothing that it sent, and
/// nothing that was read.
final class AgentError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /// @param code in the trail, such as `limit-reached`
  AgentError(String code, String text) {
    super(text, null, false, false);
    if (!AccessDetail.isWord(code)) {
      throw new IllegalArgumentException("the code of an error is no word");
    }
    this.code = code;
  }

  static AgentError argument(String name, String expected) {
    return new AgentError(
        "bad-argument", "The argument `" + name + "` is not " + expected + ". Nothing was read.");
  }

  String code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
