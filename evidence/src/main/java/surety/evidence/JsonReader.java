package surety.evidence;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads JSON text, strictly: what two readers could understand differently is refused.
final class JsonReader {
  private static final Shared<String> TEXTS = new Shared<>();
  private static final int LONGEST_SHARED = 100;

  private static final int MOST_LEVELS = 64;
  private static final int MOST_DIGITS = 40;
  private static final int HEX = 16;
  private static final int ESCAPE_DIGITS = 4;

  private final String text;
  private int at;
  private int level;

  JsonReader(String text) {
    this.text = text;
  }

  Json read() {
    Json value = value();
    space();
    if (at < text.length()) {
      throw invalid("the end");
    }
    return value;
  }

  JsonObject readObject() {
    return read() instanceof JsonObject object ? object : refuseOther();
  }

  private static JsonObject refuseOther() {
    throw new JsonInvalid("not a JSON object");
  }

  private Json value() {
    space();
    return switch (peek()) {
      case '{' -> object();
      case '[' -> list();
      case '"' -> new Json.JsonText(string());
      case 't' -> word("true", new Json.JsonBoolean(true));
      case 'f' -> word("false", new Json.JsonBoolean(false));
      case 'n' -> word("null", new Json.JsonNull());
      default -> number();
    };
  }

  private JsonObject object() {
    enter();
    Map<String, Json> members = new LinkedHashMap<>();
    space();
    while (peek() != '}') {
      String name = string();
      space();
      expect(':');
      if (members.put(name, value()) != null) {
        throw invalid("another name than one before");
      }
      separator('}');
    }
    leave();
    return new JsonObject(members);
  }

  private Json list() {
    enter();
    List<Json> items = new ArrayList<>();
    space();
    while (peek() != ']') {
      items.add(value());
      separator(']');
    }
    leave();
    return new Json.JsonList(items);
  }

  private void enter() {
    level++;
    if (level > MOST_LEVELS) {
      throw invalid("fewer levels");
    }
    at++;
  }

  private void leave() {
    level--;
    at++;
  }

  private void separator(char end) {
    space();
    if (peek() == end) {
      return;
    }
    expect(',');
    space();
    if (peek() == end) {
      throw invalid("a value");
    }
  }

  private String string() {
    expect('"');
    StringBuilder value = new StringBuilder();
    for (char letter = next(); letter != '"'; letter = next()) {
      if (letter < ' ') {
        throw invalid("no control character");
      }
      value.append(letter == '\\' ? escaped() : letter);
    }
    return value.length() > LONGEST_SHARED ? value.toString() : TEXTS.one(value.toString());
  }

  private char escaped() {
    char letter = next();
    return switch (letter) {
      case '"', '\\', '/' -> letter;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw invalid("an escape");
    };
  }

  private char unicode() {
    int value = 0;
    for (int i = 0; i < ESCAPE_DIGITS; i++) {
      int digit = Character.digit(next(), HEX);
      if (digit < 0) {
        throw invalid("four hexadecimal digits");
      }
      value = value * HEX + digit;
    }
    return (char) value;
  }

  private Json number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String digits = text.substring(start, at);
    if (digits.length() > MOST_DIGITS
        || !digits.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")) {
      throw invalid("a value");
    }
    return new Json.JsonNumber(new BigDecimal(digits));
  }

  private Json word(String word, Json value) {
    if (!text.startsWith(word, at)) {
      throw invalid("a value");
    }
    at += word.length();
    return value;
  }

  private void expect(char letter) {
    if (peek() != letter) {
      throw invalid("'" + letter + "'");
    }
    at++;
  }

  private char next() {
    char letter = peek();
    at++;
    return letter;
  }

  private char peek() {
    if (at >= text.length()) {
      throw invalid("more");
    }
    return text.charAt(at);
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private JsonInvalid invalid(String expected) {
    return new JsonInvalid("not JSON at character " + at + " (expected: " + expected + ")");
  }
}
