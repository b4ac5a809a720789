package surety.pseudonym;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The tokens of a conversation at one moment. Immutable.
final class LiveTokens {
  private final Map<String, LiveToken> byKey;

  /// @param byKey by [#key(String)]
  LiveTokens(Map<String, LiveToken> byKey) {
    this.byKey = Map.copyOf(byKey);
  }

  /// The token with this text, in any case.
  Optional<LiveToken> find(String text) {
    return Optional.ofNullable(byKey.get(key(text)));
  }

  Collection<LiveToken> all() {
    return byKey.values();
  }

  /// Where a text that is not replaced yet reads as one of these tokens: what stands there has to
  /// be
  /// replaced by a [TokenKind#LITERAL], or it would come back as a name.
  List<TokenScanner.Mention> mentions(String text) {
    return TokenScanner.mentions(new TokenIndex(this), text);
  }

  static String key(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
