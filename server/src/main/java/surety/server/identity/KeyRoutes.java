package surety.server.identity;

/// The routes that programs call with an API key.
final class KeyRoutes {

  static final String[] PATTERNS = {"/ai/**", "/mcp", "/mcp/**"};

  private KeyRoutes() {}

  /// Whether a route's pattern is one of theirs.
  static boolean isOne(String pattern) {
    return pattern.startsWith("/ai/") || pattern.equals("/mcp") || pattern.startsWith("/mcp/");
  }
}
