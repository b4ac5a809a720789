package surety.pseudonym;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What changes in one event: other contents for some of its JSON strings.
final class EventEdits {
  private record Edit(int from, int to, String text) {}

  private final List<Edit> edits = new ArrayList<>();

  void clear() {
    edits.clear();
  }

  /// Puts `text` in place of what stands between two quotation marks.
  void replace(JsonCursor.Span string, String text) {
    edits.add(new Edit(string.from(), string.to(), text));
  }

  /// Writes the bytes from `from` to `to` with the changes.
  void write(byte[] bytes, int from, int to, ByteArrayOutputStream out) {
    if (edits.size() > 1) {
      edits.sort(Comparator.comparingInt(Edit::from));
    }
    int at = from;
    for (Edit edit : edits) {
      out.write(bytes, at, edit.from() - at);
      writeString(edit.text(), out);
      at = edit.to();
    }
    out.write(bytes, at, to - at);
  }

  /// Writes text that stands in a JSON string.
  static void writeString(String text, ByteArrayOutputStream out) {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    JsonText.escape(text, escaped);
    out.writeBytes(escaped.toString().getBytes(StandardCharsets.UTF_8));
  }
}
