package surety.server.egress;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.ContentType;
import tools.jackson.databind.json.JsonMapper;

/// What is sent to an authorization server: the few fields that OAuth knows, and no others, so that
/// it cannot be a record of anything.
public final class TokenForm {

  private static final Set<String> NAMES =
      Set.of(
          "grant_type",
          "code",
          "redirect_uri",
          "code_verifier",
          "client_id",
          "client_secret",
          "refresh_token",
          "token",
          "token_type_hint");
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, String> fields;
  private final Encoding encoding;

  /// How the fields are written.
  public enum Encoding {
    /// As a form, which RFC 6749 and RFC 7009 ask for.
    FORM,
    /// As a JSON object, which some vendors want instead.
    JSON
  }

  /// @throws IllegalArgumentException if a field is none of OAuth's
  public TokenForm(Map<String, String> fields, Encoding encoding) {
    if (!NAMES.containsAll(fields.keySet())) {
      throw new IllegalArgumentException("a field that OAuth does not know");
    }
    this.fields = new LinkedHashMap<>(fields);
    this.encoding = encoding;
  }

  byte[] body() {
    return switch (encoding) {
      case FORM ->
          fields.entrySet().stream()
              .map(field -> field.getKey() + "=" + encoded(field.getValue()))
              .collect(Collectors.joining("&"))
              .getBytes(StandardCharsets.UTF_8);
      case JSON -> JSON.writeValueAsBytes(fields);
    };
  }

  ContentType type() {
    return switch (encoding) {
      case FORM -> ContentType.APPLICATION_FORM_URLENCODED;
      case JSON -> ContentType.APPLICATION_JSON;
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "TokenForm[...]";
  }
}
