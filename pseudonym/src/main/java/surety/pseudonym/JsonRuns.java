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
}
