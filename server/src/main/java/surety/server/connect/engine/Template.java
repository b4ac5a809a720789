package surety.server.connect.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The value of a header with form fields in braces, such as `Bearer {token}`.
record Template(String text) {

  private static final Pattern FIELD = Pattern.compile("\\{([a-z_]+)}");

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
    return filled;
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
