package surety.server.audit;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What an access entry says beside who, when, what and how it went: numbers, and words of a
/// program. It never holds content. The database checks the same.
public final class AccessDetail {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z_]{0,39}");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:/-]{1,100}");

  private final Map<String, Object> values;

  private AccessDetail(Map<String, Object> values) {
    this.values = values;
  }

  /// Says nothing yet.
  public static AccessDetail empty() {
    return new AccessDetail(Map.of());
  }

  /// The same with a number, 0 or more.
  ///
  /// @throws IllegalArgumentException if the name is not lower-case letters and `_`, or the number
  ///     is negative
  public AccessDetail with(String name, long number) {
    if (number < 0) {
      throw new IllegalArgumentException("a number of an access detail is negative");
    }
    return and(name, number);
  }

  /// The same with a word.
  ///
  /// @throws IllegalArgumentException if the name is not lower-case letters and `_`, or the word is
  ///     not 1 to 100 letters, digits and `._:/-`
  public AccessDetail with(String name, String word) {
    if (!isWord(word)) {
      throw new IllegalArgumentException("a word of an access detail is none");
    }
    return and(name, word);
  }

  /// Whether a text can be told.
  public static boolean isWord(String text) {
    return WORD.matcher(text).matches();
  }

  private AccessDetail and(String name, Object value) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a name of an access detail is none");
    }
    Map<String, Object> more = new TreeMap<>(values);
    more.put(name, value);
    return new AccessDetail(more);
  }

  // Neither names nor words hold a character that JSON escapes.
  String json() {
    return values.entrySet().stream()
        .map(e -> '"' + e.getKey() + "\":" + json(e.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String json(Object value) {
    return value instanceof String word ? '"' + word + '"' : value.toString();
  }

  @Override
  public String toString() {
    return "AccessDetail" + values;
  }
}
