package surety.pseudonym;

/// Stretches of a JSON text inside a string.
final class JsonRuns {
  private JsonRuns() {}

  /// Whether there are so many of some ASCII characters in a row. Looks at few of the others.
  static boolean hasRun(char[] json, int from, int to, int length, boolean[] of) {
    int begin = from;
    while (begin + length <= to) {
      int i = begin + length - 1;
      while (i >= begin && json[i] < of.length && of[json[i]]) {
        i--;
      }
      if (i < begin) {
        return true;
      }
      begin = i + 1;
    }
    return false;
  }

  /// The place of the next backslash before `end`, or that.
  static int nextEscape(char[] json, int from, int end) {
    int i = from;
    while (i < end && json[i] != '\\') {
      i++;
    }
    return i;
  }

  /// The place behind so many characters, decoded, from a place on.
  static int skip(char[] json, int from, int count) {
    int i = from;
    for (int left = count; left > 0; left--) {
      i += json[i] != '\\' ? 1 : json[i + 1] == 'u' ? 6 : 2;
    }
    return i;
  }
}
