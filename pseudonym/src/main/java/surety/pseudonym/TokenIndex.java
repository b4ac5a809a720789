package surety.pseudonym;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The live tokens by kind and code, for a reader that sees a code one character at a time.
///
/// A code is what follows the kind's word and the separator: `A`, `Alpha`, `K7MQX`. Every beginning
/// of a live code is known too, so that a reader holds back only what may still become a token.
final class TokenIndex {
  private static final long PRIME = 0x100000001B3L;
  private static final long SEED = 0xCBF29CE484222325L;

  private final Map<TokenKind, Map<String, LiveToken>> byCode = new EnumMap<>(TokenKind.class);
  private final LongSet beginnings;
  private int longest;

  TokenIndex(LiveTokens tokens) {
    beginnings = new LongSet(tokens.all().size() * 6);
    tokens.all().forEach(this::add);
  }

  private void add(LiveToken live) {
    TokenKind kind = live.token().kind();
    String code = code(live.token());
    byCode.computeIfAbsent(kind, _ -> new HashMap<>()).put(upper(code), live);
    longest = Math.max(longest, code.length());
    long hash = begin(kind);
    beginnings.add(hash);
    for (int i = 0; i < code.length(); i++) {
      hash = next(hash, code.charAt(i));
      beginnings.add(hash);
    }
  }

  /// What follows the kind's word and one separator.
  static String code(Token token) {
    return token.text().substring(token.kind().word().length() + 1);
  }

  static long begin(TokenKind kind) {
    return SEED + kind.ordinal();
  }

  static long next(long hash, char letter) {
    return (hash ^ upper(letter)) * PRIME;
  }

  /// Whether a live code begins with the characters that were hashed.
  boolean mayBegin(long hash) {
    return beginnings.contains(hash);
  }

  Optional<LiveToken> find(TokenKind kind, CharSequence code) {
    Map<String, LiveToken> codes = byCode.get(kind);
    return codes == null ? Optional.empty() : Optional.ofNullable(codes.get(upper(code)));
  }

  /// Length of the longest live code.
  int longest() {
    return longest;
  }

  private static String upper(CharSequence code) {
    StringBuilder upper = new StringBuilder(code.length());
    for (int i = 0; i < code.length(); i++) {
      upper.append(upper(code.charAt(i)));
    }
    return upper.toString();
  }

  private static char upper(char letter) {
    return letter >= 'a' && letter <= 'z' ? (char) (letter - ('a' - 'A')) : letter;
  }
}
