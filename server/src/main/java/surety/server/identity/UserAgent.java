package surety.server.identity;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Names a browser and its system as people do, such as "Firefox on Linux": enough to recognise
/// one's own session, too little to follow somebody.
final class UserAgent {

  // In this order: most browsers also name those that they descend from.
  private static final List<Map.Entry<String, String>> BROWSERS =
      List.of(
          Map.entry("Edg", "Edge"),
          Map.entry("OPR/", "Opera"),
          Map.entry("Firefox/", "Firefox"),
          Map.entry("FxiOS/", "Firefox"),
          Map.entry("Chrome/", "Chrome"),
          Map.entry("CriOS/", "Chrome"),
          Map.entry("Safari/", "Safari"),
          Map.entry("curl/", "curl"));

  private static final List<Map.Entry<String, String>> SYSTEMS =
      List.of(
          Map.entry("Windows", "Windows"),
          Map.entry("Android", "Android"),
          Map.entry("iPhone", "iPhone"),
          Map.entry("iPad", "iPad"),
          Map.entry("Mac OS X", "Mac"),
          Map.entry("CrOS", "ChromeOS"),
          Map.entry("Linux", "Linux"));

  private UserAgent() {}

  /// @param header `User-Agent`, null when the client sent none
  static String summary(@Nullable String header) {
    String text = header == null ? "" : header;
    String browser = first(BROWSERS, text, "Unknown browser");
    String system = first(SYSTEMS, text, "");
    return system.isEmpty() ? browser : browser + " on " + system;
  }

  private static String first(
      List<Map.Entry<String, String>> names, String header, String otherwise) {
    return names.stream()
        .filter(name -> header.contains(name.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(otherwise);
  }
}
