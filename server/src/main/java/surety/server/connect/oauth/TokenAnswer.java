package surety.server.connect.oauth;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import surety.server.connect.FetchReport.Reason;
import surety.server.egress.Exchange;
import surety.server.egress.Failure;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the answers of token endpoints.
final class TokenAnswer {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST = 64 << 10;
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,8000}");
  // Not within parentheses, as in read(jobs,staff).
  private static final Pattern BETWEEN_SCOPES = Pattern.compile("[ ,]+(?![^(]*\\))");
  private static final Pattern URL = Pattern.compile("https://[\\x21-\\x7e]{1,300}");
  private static final Pattern CODE = Pattern.compile("[a-z_]{1,60}");

  private TokenAnswer() {}

  /// The body, or a missing node if it is no JSON: pages for people come with errors.
  static JsonNode read(InputStream in) throws IOException {
    byte[] body = in.readNBytes(LONGEST);
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return JSON.missingNode();
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  static TokenResult of(Exchange<JsonNode> exchange) {
    return switch (exchange) {
      case Exchange.Answered<JsonNode>(var status, _, var body) -> answered(status, body);
      case Exchange.Declined<JsonNode> _ -> new TokenResult.Unanswered(Reason.VENDOR_DOWN);
      case Exchange.Refused<JsonNode> _ -> new TokenResult.Unanswered(Reason.EGRESS_REFUSED);
      case Exchange.Failed<JsonNode>(var failure) ->
          new TokenResult.Unanswered(
              failure == Failure.TIMED_OUT ? Reason.TIMED_OUT : Reason.VENDOR_DOWN);
    };
  }

  private static TokenResult answered(int status, JsonNode body) {
    if (status >= 200 && status < 300) {
      return tokens(body)
          .<TokenResult>map(TokenResult.Granted::new)
          .orElseGet(() -> new TokenResult.Unanswered(Reason.MALFORMED_ANSWER));
    }
    String error = body.path("error").asString("");
    if (status == 429 || status >= 500 || !CODE.matcher(error).matches()) {
      return new TokenResult.Unanswered(status == 429 ? Reason.THROTTLED : Reason.VENDOR_DOWN);
    }
    return new TokenResult.Refused(error);
  }

  private static Optional<Tokens> tokens(JsonNode body) {
    return token(body, "access_token")
        .map(
            access ->
                new Tokens(
                    access,
                    token(body, "refresh_token"),
                    lifetime(body),
                    scopes(body),
                    urls(body)));
  }

  private static Optional<String> token(JsonNode body, String name) {
    return Optional.of(body.path(name).asString("")).filter(it -> TOKEN.matcher(it).matches());
  }

  private static Map<String, String> urls(JsonNode body) {
    Map<String, String> urls = new HashMap<>();
    for (String name : body.propertyNames()) {
      String text = body.path(name).asString("");
      if (URL.matcher(text).matches()) {
        urls.put(name, text);
      }
    }
    return urls;
  }

  private static Optional<Duration> lifetime(JsonNode body) {
    return Optional.of(body.path("expires_in").asString(""))
        .filter(text -> text.matches("[1-9][0-9]{0,8}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  private static Optional<Set<String>> scopes(JsonNode body) {
    return Optional.of(body.path("scope").asString(""))
        .filter(text -> !text.isBlank())
        .map(text -> BETWEEN_SCOPES.splitAsStream(text.strip()).collect(Collectors.toSet()));
  }
}
