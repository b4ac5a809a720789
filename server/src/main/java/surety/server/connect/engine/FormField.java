package surety.server.connect.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// What a member fills in to connect.
///
/// @param name its name in the connector file
/// @param secret whether it goes to the vault and is never shown again
/// @param pattern what it must look like as a whole
/// @param initial what the form starts with, may be empty
/// @param options the values to choose from with what people read; empty for free text
public record FormField(
    String name,
    String label,
    String help,
    boolean secret,
    Pattern pattern,
    String initial,
    Map<String, String> options) {

  /// Copies the options, in their order.
  public FormField {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /// Whether a text is acceptable.
  public boolean accepts(String text) {
    return text.length() <= 400 && pattern.matcher(text).matches();
  }
}
