package surety.server.egress;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A path below a destination's base, whose segments in braces stand for one plain id each, such as
/// `/users/{id}/cost_rates`.
public record PathTemplate(String text) {

  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_.-]+|\\{[a-z_]+}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /// Checks the template.
  public PathTemplate {
    if (!text.startsWith("/") || !segments(text).stream().allMatch(PathTemplate::isSegment)) {
      throw new IllegalArgumentException("not a path of plain segments");
    }
  }

  private static boolean isSegment(String segment) {
    return SEGMENT.matcher(segment).matches() && !segment.equals(".") && !segment.equals("..");
  }

  private static List<String> segments(String path) {
    return List.of(path.substring(1).split("/", -1));
  }

  /// Whether a raw path is an instance of this template. Escapes, dots and empty segments never
  /// match.
  boolean matches(String path) {
    if (!path.startsWith("/")) {
      return false;
    }
    List<String> own = segments(text);
    List<String> given = segments(path);
    if (own.size() != given.size()) {
      return false;
    }
    for (int i = 0; i < own.size(); i++) {
      if (!matches(own.get(i), given.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(String own, String given) {
    return own.startsWith("{") ? ID.matcher(given).matches() : own.equals(given);
  }

  /// The path with `id` in place of each segment in braces.
  ///
  /// @throws IllegalArgumentException if the id is not 1 to 64 letters, digits, `-` or `_`
  public String with(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("id is not plain");
    }
    return segments(text).stream()
        .map(segment -> segment.startsWith("{") ? id : segment)
        .collect(Collectors.joining("/", "/", ""));
  }
}
