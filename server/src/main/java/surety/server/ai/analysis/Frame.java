package surety.server.ai.analysis;

/// A page that is written in three parts around what is not known yet: the answer, and what there
/// is to say when it has ended.
record Frame(String before, String between, String after) {

  /// Stands in the page where each of the two comes. No member can write it there: everything that
  /// they type is escaped.
  static final String MARKER = "<!--answer-->";

  static Frame of(String page) {
    int first = page.indexOf(MARKER);
    int second = page.indexOf(MARKER, first + 1);
    if (first < 0 || second < 0) {
      throw new IllegalStateException("the page has no place for an answer");
    }
    return new Frame(
        page.substring(0, first),
        page.substring(first + MARKER.length(), second),
        page.substring(second + MARKER.length()));
  }
}
