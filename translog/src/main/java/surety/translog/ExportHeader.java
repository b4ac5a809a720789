package surety.translog;

import java.util.ArrayList;
import java.util.List;

/// The first line of an export.
///
/// @param checkpoint the note, with its signatures
/// @param end after the last entry of the export
/// @param first entry of the export
/// @param former sizes at which the tree can be compared with checkpoints, in rising order
/// @param key the text of the log's verifier key
record ExportHeader(String checkpoint, long end, long first, List<Long> former, String key) {
  static final String FORMAT = "surety-log-export/1";
  private static final int MOST_FORMER = 1000;

  ExportHeader {
    former = List.copyOf(former);
    if (first > end || former.size() > MOST_FORMER) {
      throw new IllegalArgumentException("has a first entry after the end, or too many sizes");
    }
    for (int i = 1; i < former.size(); i++) {
      if (former.get(i - 1) >= former.get(i)) {
        throw new IllegalArgumentException("has sizes that do not rise");
      }
    }
  }

  static ExportHeader parse(String line) {
    JsonText json = new JsonText(line);
    json.expect("{\"checkpoint\":");
    String checkpoint = json.string();
    json.expect(",\"end\":");
    long end = json.number();
    json.expect(",\"first\":");
    long first = json.number();
    json.expect(",\"format\":\"" + FORMAT + "\",\"former\":[");
    List<Long> former = numbers(json);
    json.expect(",\"key\":");
    String key = json.string();
    json.expect("}");
    json.end();
    return new ExportHeader(checkpoint, end, first, former, key);
  }

  String line() {
    StringBuilder line = new StringBuilder("{\"checkpoint\":");
    JsonText.quote(line, checkpoint);
    line.append(",\"end\":").append(end).append(",\"first\":").append(first);
    line.append(",\"format\":\"").append(FORMAT).append("\",\"former\":");
    line.append(former.toString().replace(" ", "")).append(",\"key\":");
    JsonText.quote(line, key);
    return line.append('}').toString();
  }

  /// Whether the export shows what is below the node over these leaves: entries are, or a size at
  /// which the tree can be compared is.
  boolean opens(long start, long until) {
    return (start < end && until > first)
        || former.stream().anyMatch(size -> start < size && size < until);
  }

  private static List<Long> numbers(JsonText json) {
    List<Long> numbers = new ArrayList<>();
    if (json.skip("]")) {
      return numbers;
    }
    do {
      numbers.add(json.number());
    } while (json.skip(","));
    json.expect("]");
    return numbers;
  }
}
