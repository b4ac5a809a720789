package surety.server.insight.chart;

import java.util.Locale;

/// Writes SVG elements. Text is escaped here and nowhere else.
final class Svg {

  private final StringBuilder markup = new StringBuilder(4096);

  Svg open(String tag, Object... attributes) {
    return tag(tag, ">", attributes);
  }

  Svg empty(String tag, Object... attributes) {
    return tag(tag, "/>", attributes);
  }

  Svg close(String tag) {
    markup.append("</").append(tag).append('>');
    return this;
  }

  Svg text(String tag, String text, Object... attributes) {
    open(tag, attributes);
    escape(text);
    return close(tag);
  }

  private Svg tag(String tag, String end, Object... attributes) {
    markup.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      markup.append(' ').append(attributes[i]).append("=\"");
      escape(value(attributes[i + 1]));
      markup.append('"');
    }
    markup.append(end);
    return this;
  }

  private static String value(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.1f", number)
        : value.toString();
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> markup.append("&lt;");
        case '>' -> markup.append("&gt;");
        case '&' -> markup.append("&amp;");
        case '"' -> markup.append("&quot;");
        case '\'' -> markup.append("&#39;");
        default -> markup.append(c);
      }
    }
  }

  @Override
  public String toString() {
    return markup.toString();
  }
}
