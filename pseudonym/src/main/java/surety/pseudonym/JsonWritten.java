package surety.pseudonym;

/// Writes stretches of a decoded string with the escapes that it has in JSON. They come from the
/// left to the right.
final class JsonWritten implements Rewriter.Stretch {
  private final JsonStrings strings;
  private final StringBuilder out;
  private final int escapesTo;
  private int escape;

  /// A place in what was decoded, and the same place as it is written.
  private int decoded;

  private int written;

  /// @param begin where the decoded string begins
  JsonWritten(JsonStrings strings, int string, int begin, StringBuilder out) {
    this.strings = strings;
    this.out = out;
    this.escape = strings.firstEscape(string);
    this.escapesTo = strings.escapesTo[string];
    this.decoded = begin;
    this.written = strings.from[string];
  }

  @Override
  public void write(int from, int to) {
    goTo(from);
    int begins = written;
    goTo(to);
    out.append(strings.json, begins, written - begins);
  }

  private void goTo(int place) {
    int left = place - decoded;
    while (escape < escapesTo && strings.escapes[escape] - written < left) {
      left -= strings.escapes[escape] - written + 1;
      written = strings.behindEscape(strings.escapes[escape]);
      escape++;
    }
    written += left;
    decoded = place;
  }
}
