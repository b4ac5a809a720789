package surety.pseudonym;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The first words of tokens. A name that consists of one of them alone is not searched for: it
/// would be found in every token.
final class TokenWords {
  private static final Map<String, TokenKind> KINDS = new HashMap<>();

  static {
    for (TokenKind kind : TokenKind.values()) {
      KINDS.put(kind.word().toLowerCase(Locale.ROOT), kind);
    }
  }

  private static final int LONGEST =
      KINDS.keySet().stream().mapToInt(String::length).max().orElse(0);

  private TokenWords() {}

  static Map<String, TokenKind> kinds() {
    return KINDS;
  }

  /// The kind whose word stands at a place before `end`, in any case.
  static Optional<TokenKind> at(char[] text, int at, int end) {
    if (at >= end || !TokenReader.mayBegin(text[at])) {
      return Optional.empty();
    }
    for (TokenKind kind : TokenKind.values()) {
      String word = kind.word();
      int i = 0;
      while (i < word.length()
          && at + i < end
          && Character.toLowerCase(text[at + i]) == Character.toLowerCase(word.charAt(i))) {
        i++;
      }
      if (i == word.length()) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  static boolean isTokenWord(String text) {
    String written = Forms.trim(text);
    if (written.length() > LONGEST + 1) {
      return false;
    }
    String word = written.toLowerCase(Locale.ROOT);
    return KINDS.containsKey(word)
        || (word.endsWith("s") && KINDS.containsKey(word.substring(0, word.length() - 1)));
  }
}
