package surety.evidence;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Writes JSON text. Everything outside ASCII stays as it is, but for the line separators that
/// scripts trip over.
final class JsonWriter {
  private final StringBuilder text = new StringBuilder();
  private final boolean pretty;
  private int level;

  private JsonWriter(boolean pretty) {
    this.pretty = pretty;
  }

  static String compact(Json value) {
    return new JsonWriter(false).write(value);
  }

  static String pretty(Json value) {
    return new JsonWriter(true).write(value);
  }

  private String write(Json value) {
    value(value);
    return text.toString();
  }

  private void value(Json value) {
    switch (value) {
      case Json.JsonText(String content) -> string(content);
      case Json.JsonNumber(BigDecimal number) -> text.append(number(number));
      case Json.JsonBoolean(boolean truth) -> text.append(truth);
      case Json.JsonNull() -> text.append("null");
      case Json.JsonList(List<Json> items) -> list(items);
      case JsonObject(Map<String, Json> members) -> object(members);
    }
  }

  private void list(List<Json> items) {
    if (items.isEmpty()) {
      text.append("[]");
      return;
    }
    open('[');
    for (Iterator<Json> rest = items.iterator(); rest.hasNext(); ) {
      value(rest.next());
      separate(rest.hasNext());
    }
    close(']');
  }

  private void object(Map<String, Json> members) {
    if (members.isEmpty()) {
      text.append("{}");
      return;
    }
    open('{');
    for (var rest = members.entrySet().iterator(); rest.hasNext(); ) {
      Map.Entry<String, Json> member = rest.next();
      string(member.getKey());
      text.append(pretty ? ": " : ":");
      value(member.getValue());
      separate(rest.hasNext());
    }
    close('}');
  }

  private void open(char bracket) {
    text.append(bracket);
    level++;
    newLine();
  }

  private void separate(boolean more) {
    if (more) {
      text.append(',');
      newLine();
    }
  }

  private void close(char bracket) {
    level--;
    newLine();
    text.append(bracket);
  }

  private void newLine() {
    if (pretty) {
      text.append('\n').append("  ".repeat(level));
    }
  }

  private static String number(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0).toPlainString() : plain.toPlainString();
  }

  private void string(String content) {
    text.append('"');
    content.chars().forEach(letter -> letter((char) letter));
    text.append('"');
  }

  private void letter(char letter) {
    switch (letter) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (letter < ' '
            || letter == '\u2028'
            || letter == '\u2029'
            || Character.isSurrogate(letter)) {
          text.append(String.format("\\u%04x", (int) letter));
        } else {
          text.append(letter);
        }
      }
    }
  }
}
