package surety.pseudonym;

import java.util.List;

/// Puts real names back into one stream of text, piece by piece.
///
/// The pieces may be cut anywhere, also inside a token. A piece is handed on at once but for a tail
/// that may still become a token of the conversation; it is never longer than the longest way to
/// write one. The tokens are those that were live when this restorer was made. Not thread-safe.
public final class StreamRestorer {
  private final TokenScanner scanner;
  private final StringBuilder out = new StringBuilder();

  StreamRestorer(TokenScanner scanner) {
    this.scanner = scanner;
  }

  /// Takes the next piece of the answer and gives what can be shown now; it may be empty.
  public String push(CharSequence piece) {
    out.setLength(0);
    scanner.push(piece, out);
    return out.toString();
  }

  /// Gives what was held back. To be called when the stream ends, also when it breaks off.
  public String finish() {
    out.setLength(0);
    scanner.finish(out);
    return out.toString();
  }

  /// Characters that are held back now.
  public int held() {
    return scanner.held();
  }

  /// What looked like a token and was left, so far.
  public List<Stray> strays() {
    return List.copyOf(scanner.strays());
  }
}
