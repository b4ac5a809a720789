package surety.server.ai.mcp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Some of the rows that answer a question, in their order.
///
/// @param next the cursor of the page after this one; empty on the last
record Page<T>(List<T> rows, int of, Optional<String> next) {

  static final String LIMIT = "limit";
  static final String CURSOR = "cursor";

  /// The most rows on a page.
  static final int MOST = 200;

  private static final int USUAL = 50;

  /// The arguments that choose a page.
  static List<Parameter> parameters() {
    return List.of(
        Parameter.whole(LIMIT, "The most rows to give at once.", 1, MOST, USUAL),
        Parameter.text(
            CURSOR,
            "The next_cursor of the page before; nothing else may be changed meanwhile.",
            Cursor.FORM,
            "a cursor that an answer gave",
            false));
  }

  /// The page of all rows that is asked for.
  ///
  /// @param reading when the rows were read: a cursor is of one reading
  /// @throws AgentError if the cursor belongs to other rows
  static <T> Page<T> of(List<T> all, Instant reading, Arguments arguments) {
    String question = arguments.question();
    int from =
        arguments.text(CURSOR).map(text -> offset(text, reading, question, all.size())).orElse(0);
    int to = Math.min(all.size(), from + arguments.whole(LIMIT, USUAL));
    Optional<String> next =
        to < all.size() ? Optional.of(Cursor.of(reading, to, question).text()) : Optional.empty();
    return new Page<>(all.subList(from, to), all.size(), next);
  }

  private static int offset(String text, Instant reading, String question, int size) {
    Cursor cursor = Cursor.parse(text).orElseThrow(Page::stale);
    if (!cursor.equals(Cursor.of(reading, cursor.offset(), question)) || cursor.offset() > size) {
      throw stale();
    }
    return cursor.offset();
  }

  private static AgentError stale() {
    return new AgentError(
        "stale-cursor",
        "The cursor belongs to another question, or what it points into is held no longer. Ask"
            + " again without a cursor.");
  }
}
