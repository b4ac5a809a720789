package surety.pseudonym;

/// What a conversation needs to put names back: the tokens of one moment, and the links that were
/// sent.
final class Restoration {
  private final TokenIndex index;
  private final LinkMemory links;

  Restoration(LiveTokens tokens, LinkMemory links) {
    this.index = new TokenIndex(tokens);
    this.links = links;
  }

  /// Remembers the links of a text with tokens that is about to be sent, so that the same links
  /// come back with names.
  void sent(String text) {
    TokenScanner.observe(index, links, text);
  }

  Restored whole(String answer) {
    TokenScanner scanner = scanner(JsonForm.detect());
    StringBuilder out = new StringBuilder(answer.length() + answer.length() / 4);
    scanner.push(answer, out);
    scanner.finish(out);
    return new Restored(out.toString(), scanner.strays());
  }

  StreamRestorer stream() {
    return new StreamRestorer(scanner(JsonForm.detect()));
  }

  EventRestorer events(EventDialect dialect) {
    return new EventRestorer(this, dialect);
  }

  TokenScanner scanner(JsonForm form) {
    return new TokenScanner(index, links, form);
  }
}
