package surety.pseudonym;

import java.util.function.IntPredicate;

/// Tells where a string stands, as a JSON pointer (RFC 6901) with `*` for every name that is
/// hidden.
final class JsonPointer {
  private final JsonStrings strings;
  private final IntPredicate hidden;
  private final StringBuilder pointer = new StringBuilder();

  private JsonPointer(JsonStrings strings, IntPredicate hidden) {
    this.strings = strings;
    this.hidden = hidden;
  }

  static String of(JsonStrings strings, int string, IntPredicate hidden) {
    JsonPointer to = new JsonPointer(strings, hidden);
    if (strings.container[string] >= 0) {
      to.container(strings.container[string]);
      to.step(strings.isName(string) ? string : strings.name[string], strings.position[string]);
    }
    return to.pointer.toString();
  }

  private void container(int inside) {
    if (strings.parent[inside] >= 0) {
      container(strings.parent[inside]);
      step(strings.parentName[inside], strings.parentPosition[inside]);
    }
  }

  private void step(int named, int place) {
    pointer.append('/');
    if (named < 0) {
      pointer.append(place);
    } else if (hidden.test(named)) {
      pointer.append('*');
    } else if (strings.isEscaped(named)) {
      pointer.append(strings.text(named).replace("~", "~0").replace("/", "~1"));
    } else {
      name(strings.from[named], strings.to[named]);
    }
  }

  private void name(int from, int to) {
    for (int i = from; i < to; i++) {
      switch (strings.json[i]) {
        case '~' -> pointer.append("~0");
        case '/' -> pointer.append("~1");
        default -> pointer.append(strings.json[i]);
      }
    }
  }
}
