package surety.server.ai.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import surety.pseudonym.TokenStyle;
import surety.server.ai.provider.Dialect;

/// What a program sent, without what must not leave: of its headers only those that the provider
/// needs and that can say nothing.
///
/// @param headers to be sent on, by name in lower case
record Incoming(byte[] body, Map<String, String> headers, TokenStyle style) {

  static final String STYLE = "Surety-Token-Style";

  private static final String USUAL_VERSION = "2023-06-01";
  private static final String VERSION = "anthropic-version";
  private static final String BETA = "anthropic-beta";

  // Features that change how text is read or written. A name in this header would be seen by
  // nobody.
  private static final Set<String> BETAS =
      Set.of(
          "prompt-caching-2024-07-31",
          "token-counting-2024-11-01",
          "output-128k-2025-02-19",
          "token-efficient-tools-2025-02-19",
          "extended-cache-ttl-2025-04-11",
          "fine-grained-tool-streaming-2025-05-14",
          "interleaved-thinking-2025-05-14",
          "context-1m-2025-08-07",
          "structured-outputs-2025-11-13");

  Incoming {
    headers = Map.copyOf(headers);
  }

  /// Reads a request with a body.
  ///
  /// @throws GatewayError if it cannot be sent on
  static Incoming withBody(HttpServletRequest request, Dialect dialect) throws IOException {
    requireJson(request);
    byte[] body = request.getInputStream().readNBytes(RequestForm.LARGEST + 1);
    if (body.length > RequestForm.LARGEST) {
      throw new GatewayError(
          GatewayError.Kind.TOO_LARGE, "too_large", "The request is larger than 16 MiB.");
    }
    return new Incoming(body, headers(request, dialect), style(request));
  }

  /// Reads a request without a body.
  static Incoming withoutBody(HttpServletRequest request, Dialect dialect) {
    return new Incoming(new byte[0], headers(request, dialect), TokenStyle.STABLE);
  }

  /// What the server itself asks.
  static Incoming ofServer(byte[] body, Dialect dialect) {
    Map<String, String> headers = new HashMap<>();
    headers.put("user-agent", "Surety");
    if (dialect == Dialect.ANTHROPIC) {
      headers.put(VERSION, USUAL_VERSION);
    }
    return new Incoming(body, headers, TokenStyle.LABELS);
  }

  private static void requireJson(HttpServletRequest request) {
    String type = text(request.getContentType()).toLowerCase(Locale.ROOT).replace(" ", "");
    boolean json = type.equals("application/json") || type.equals("application/json;charset=utf-8");
    String encoding = text(request.getHeader("Content-Encoding"));
    if (!json || !(encoding.isEmpty() || encoding.equalsIgnoreCase("identity"))) {
      throw new GatewayError(
          GatewayError.Kind.MEDIA_TYPE,
          "unsupported_media_type",
          "Only plain application/json in UTF-8 is taken.");
    }
  }

  private static String text(@Nullable String header) {
    return header == null ? "" : header.strip();
  }

  private static TokenStyle style(HttpServletRequest request) {
    return switch (text(request.getHeader(STYLE)).toLowerCase(Locale.ROOT)) {
      case "", "stable" -> TokenStyle.STABLE;
      case "labels" -> TokenStyle.LABELS;
      default ->
          throw GatewayError.field(STYLE, "The style of tokens is either `stable` or `labels`.");
    };
  }

  private static Map<String, String> headers(HttpServletRequest request, Dialect dialect) {
    Map<String, String> headers = new HashMap<>();
    headers.put("user-agent", "Surety");
    if (dialect == Dialect.ANTHROPIC) {
      String version = text(request.getHeader(VERSION));
      if (!version.isEmpty() && !version.matches("20[0-9]{2}-[01][0-9]-[0-3][0-9]")) {
        throw GatewayError.field(VERSION, "The version is a date such as 2023-06-01.");
      }
      headers.put(VERSION, version.isEmpty() ? USUAL_VERSION : version);
      betas(request, headers);
    }
    return headers;
  }

  private static void betas(HttpServletRequest request, Map<String, String> headers) {
    String betas = text(request.getHeader(BETA)).replace(" ", "");
    if (!betas.isEmpty()) {
      if (!BETAS.containsAll(Arrays.asList(betas.split(",", -1)))) {
        throw GatewayError.field(BETA, "One of these features is not allowed here.");
      }
      headers.put(BETA, betas);
    }
  }

  @Override
  public String toString() {
    return "Incoming[" + body.length + " bytes]";
  }
}
