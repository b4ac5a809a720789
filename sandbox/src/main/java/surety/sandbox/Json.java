package surety.sandbox;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Writes JSON text piece by piece. A page of 2,000 records is written in a few milliseconds,
/// because no tree is built for it.
final class Json {
  private final StringBuilder out;
  private boolean first = true;

  Json() {
    this(1024);
  }

  /// @param size of the text in characters, as far as it can be told
  Json(int size) {
    out = new StringBuilder(size);
  }

  Json open() {
    separate();
    out.append('{');
    first = true;
    return this;
  }

  Json open(String name) {
    name(name);
    out.append('{');
    first = true;
    return this;
  }

  Json close() {
    out.append('}');
    first = false;
    return this;
  }

  Json openArray(String name) {
    name(name);
    out.append('[');
    first = true;
    return this;
  }

  Json closeArray() {
    out.append(']');
    first = false;
    return this;
  }

  /// A member whose value is text, a number, a truth value or null; anything else is written as its
  /// text.
  Json put(String name, @Nullable Object value) {
    name(name);
    value(value);
    return this;
  }

  /// A member whose value is JSON already.
  Json raw(String name, String json) {
    name(name);
    out.append(json);
    return this;
  }

  /// The name of a member whose value is written next.
  Json member(String name) {
    name(name);
    first = true;
    return this;
  }

  /// An element of an array that is JSON already.
  Json element(String json) {
    separate();
    out.append(json);
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private void name(String name) {
    separate();
    quote(name);
    out.append(':');
  }

  private void separate() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case BigDecimal decimal -> out.append(decimal.toPlainString());
      case Number number -> out.append(number);
      case Boolean truth -> out.append(truth);
      default -> quote(value.toString());
    }
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
