package surety.server.ai.mcp;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where the next page begins: in which reading, after how many rows, of which question.
///
/// It is written in consonants alone, two for each byte, so that it looks like nobody's name,
/// number or address and passes the search for them unchanged.
///
/// @param reading when the reading began, in milliseconds
/// @param question tells one question from another
record Cursor(long reading, int offset, int question) {

  static final Pattern FORM = Pattern.compile("^[bcdfghjklmnpqrst]{32}$");

  private static final String LETTERS = "bcdfghjklmnpqrst";
  private static final int BYTES = Long.BYTES + 2 * Integer.BYTES;

  static Cursor of(Instant reading, int offset, String question) {
    return new Cursor(reading.toEpochMilli(), offset, question.hashCode());
  }

  /// Reads what [#text] wrote; empty for anything else.
  static Optional<Cursor> parse(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    for (int i = 0; i < text.length(); i += 2) {
      int high = LETTERS.indexOf(text.charAt(i));
      bytes.put((byte) (high << 4 | LETTERS.indexOf(text.charAt(i + 1))));
    }
    bytes.flip();
    return Optional.of(new Cursor(bytes.getLong(), bytes.getInt(), bytes.getInt()))
        .filter(cursor -> cursor.offset() >= 0);
  }

  String text() {
    byte[] bytes =
        ByteBuffer.allocate(BYTES).putLong(reading).putInt(offset).putInt(question).array();
    StringBuilder text = new StringBuilder();
    for (byte each : bytes) {
      text.append(LETTERS.charAt(each >> 4 & 0xF)).append(LETTERS.charAt(each & 0xF));
    }
    return text.toString();
  }
}
