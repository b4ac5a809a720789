package surety.server.connect.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The value of a header with form fields in braces, such as `Bearer {token}`.
///
/// @param basic whether the filled text is a user and a password that are sent as RFC 7617 says
record Template(String text, boolean basic) {

  private static final Pattern FIELD = Pattern.compile("\\{([a-z_]+)}");

  static Template plain(String text) {
    return new Template(text, false);
  }

  static Template basic(String user, String password) {
    return new Template(user + ":" + password, true);
  }

  Set<String> fields() {
    Set<String> fields = new TreeSet<>();
    FIELD.matcher(text).results().forEach(match -> fields.add(match.group(1)));
    return fields;
  }

  /// The text with each field's value in its place.
  String with(Map<String, String> values) {
    List<String> lacking = new ArrayList<>();
    String filled = FIELD.matcher(text).replaceAll(match -> quoted(match, values, lacking));
    if (!lacking.isEmpty()) {
      throw new IllegalArgumentException("fields missing: " + lacking);
    }
    return basic ? "Basic " + encoded(filled) : filled;
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String quoted(
      MatchResult match, Map<String, String> values, List<String> lacking) {
    String value = values.get(match.group(1));
    if (value == null) {
      lacking.add(match.group(1));
      return "";
    }
    return Matcher.quoteReplacement(value);
  }
}
