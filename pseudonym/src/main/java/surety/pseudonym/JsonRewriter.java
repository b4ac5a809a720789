package surety.pseudonym;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/// Replaces what is known in all strings of a JSON text, and leaves everything else byte for byte.
///
/// All strings are laid into one text and searched at once; what was found across two of them is
/// left out. A second search looks only at the ends of neighbouring values, run together: a name
/// that was cut in two is found there, and each half becomes a token of its own.
final class JsonRewriter {
  private static final char BETWEEN = '\u0000';
  private static final char JOINT = '\'';
  private static final int EDGE = 48;

  private final Directory directory;
  private final Rewriter rewriter;
  private final char[] json;
  private final JsonStrings strings;
  private final boolean[] kept;
  private final boolean[] changed;
  private int[] begin = new int[0];
  private int[] stop = new int[0];

  JsonRewriter(
      Directory directory, TokenIssuer issuer, String json, List<Replacement> replacements) {
    this.directory = directory;
    this.rewriter = new Rewriter(directory, issuer, replacements);
    this.json = json.toCharArray();
    this.strings = new JsonStrings(this.json);
    strings.read();
    this.kept = new boolean[strings.count];
    this.changed = new boolean[strings.count];
  }

  JsonStrings strings() {
    return strings;
  }

  /// Leaves the strings alone that `which` accepts.
  void keep(IntPredicate which) {
    for (int string = 0; string < strings.count; string++) {
      kept[string] |= which.test(string);
    }
  }

  String rewrite() {
    if (!directory.rules().contains(Rule.JSON_KEYS)) {
      keep(strings::isName);
    }
    char[] all = layOut();
    Matches found = new Matches();
    rewriter.findAll(all, found);
    Matches within = new Matches();
    dropAcross(found, within);
    if (directory.rules().contains(Rule.JOINED_STRINGS)) {
      addJoined(all, within);
    }
    within.select();
    return within.count() == 0 ? new String(json) : write(all, within);
  }

  private char[] layOut() {
    int room = 0;
    for (int string = 0; string < strings.count; string++) {
      room += kept[string] ? 0 : strings.to[string] - strings.from[string] + 2;
    }
    char[] all = new char[room];
    begin = new int[strings.count];
    stop = new int[strings.count];
    int n = 0;
    for (int string = 0; string < strings.count; string++) {
      begin[string] = n;
      stop[string] = n;
      if (!kept[string]) {
        // A name is never taken for the whole of a text.
        all[n++] = strings.isName(string) ? ':' : BETWEEN;
        begin[string] = n;
        n = strings.decode(string, all, n);
        stop[string] = n;
        all[n++] = BETWEEN;
      }
    }
    return Arrays.copyOf(all, n);
  }

  private void dropAcross(Matches found, Matches within) {
    int string = 0;
    found.sort();
    for (int match = 0; match < found.count(); match++) {
      while (string < strings.count && stop[string] < found.start(match) + 1) {
        string++;
      }
      if (string < strings.count
          && found.start(match) >= begin[string]
          && found.end(match) <= stop[string]) {
        within.add(found.start(match), found.end(match), found.form(match));
      }
    }
  }

  private void addJoined(char[] all, Matches within) {
    int[] froms = new int[strings.count];
    int[] tos = new int[strings.count];
    int values = 0;
    for (int string = 0; string < strings.count; string++) {
      if (!kept[string] && !strings.isName(string) && begin[string] < stop[string]) {
        froms[values] = begin[string];
        tos[values++] = stop[string];
      }
    }
    JsonJoints joints = new JsonJoints(directory, all, froms, tos, values);
    StringBuilder joined = new StringBuilder();
    int[] where = new int[64];
    boolean crossed = false;
    for (int value = 0; value < values; value++) {
      boolean crosses = value + 1 < values && joints.mayCross(value);
      if (crosses || crossed) {
        int most = joined.length() + 2 * EDGE + 3;
        where = most > where.length ? Arrays.copyOf(where, most * 2) : where;
        joined.append(crossed ? JOINT : BETWEEN);
        append(all, froms[value], tos[value], joined, where);
      }
      crossed = crosses;
    }
    if (!joined.isEmpty()) {
      split(joined.toString().toCharArray(), where, within);
    }
  }

  /// Appends a value, or of a long one both ends.
  private static void append(char[] all, int from, int to, StringBuilder joined, int[] where) {
    if (to - from <= 2 * EDGE) {
      copy(all, from, to, joined, where);
    } else {
      copy(all, from, from + EDGE, joined, where);
      joined.append(BETWEEN);
      copy(all, to - EDGE, to, joined, where);
    }
  }

  private static void copy(char[] all, int from, int to, StringBuilder joined, int[] where) {
    for (int i = from; i < to; i++) {
      where[joined.length()] = i + 1;
      joined.append(all[i]);
    }
  }

  private void split(char[] joined, int[] where, Matches within) {
    Matches found = new Matches();
    new Matcher(directory, joined, joined.length, found).find();
    for (int match = 0; match < found.count(); match++) {
      int form = found.form(match);
      if (directory.forms().length(form) < FormCrossings.LEAST_FORM
          || directory.forms().isTokenWord(form)) {
        continue;
      }
      int from = found.start(match);
      boolean across = false;
      for (int i = from; i < found.end(match); i++) {
        across |= where[i] == 0;
      }
      for (int i = from; across && i <= found.end(match); i++) {
        if (i == found.end(match) || where[i] == 0) {
          if (i > from) {
            within.add(where[from] - 1, where[i - 1], form);
          }
          from = i + 1;
        }
      }
    }
  }

  private String write(char[] all, Matches found) {
    StringBuilder out = new StringBuilder(json.length + 64);
    int copied = 0;
    int match = 0;
    Matches own = new Matches();
    for (int string = 0; match < found.count(); string++) {
      if (found.start(match) >= stop[string]) {
        continue;
      }
      own.clear();
      while (match < found.count() && found.start(match) < stop[string]) {
        own.add(found.start(match), found.end(match), found.form(match));
        match++;
      }
      changed[string] = true;
      out.append(json, copied, strings.from[string] - copied);
      writeString(string, all, own, out);
      copied = strings.to[string];
    }
    return out.append(json, copied, json.length - copied).toString();
  }

  private void writeString(int string, char[] all, Matches own, StringBuilder out) {
    Rewriter.Stretch stretch =
        strings.isEscaped(string)
            ? new JsonWritten(strings, string, begin[string], out)
            : (from, to) -> out.append(all, from, to - from);
    rewriter.rewrite(all, begin[string], stop[string], own, () -> place(string), out, stretch);
  }

  private String place(int string) {
    return JsonPointer.of(strings, string, name -> changed[name]);
  }
}
