package surety.pseudonym;

import java.util.Optional;
import java.util.Set;

/// Follows `clients A, B and C`: where the next word may be a code without its kind's word.
final class ListForm {
  private static final int MOST_GAP = 16;
  private static final Set<String> CONNECTORS =
      Set.of("", "and", "or", "und", "oder", "et", "ou", "y", "o", "e", "i", "plus", "vs");
  private static final TokenKind[] KINDS = TokenKind.values();

  private Optional<TokenKind> kind = Optional.empty();
  private int since;
  private boolean first;

  /// Begins a list if the word that ends before `end` is the plural of a kind's word.
  void wordEnds(HeldText units, int end) {
    if ((units.get(end - 1) | ' ') != 's') {
      return;
    }
    for (TokenKind candidate : KINDS) {
      if (isPlural(units, end, candidate.word())) {
        kind = Optional.of(candidate);
        since = 0;
        first = true;
      }
    }
  }

  private static boolean isPlural(HeldText units, int end, String word) {
    int from = end - 1 - word.length();
    if (TokenLetters.isWord(units.get(from - 1))) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((units.get(from + i) | ' ') != (word.charAt(i) | ' ')) {
        return false;
      }
    }
    return true;
  }

  boolean isOpen() {
    return kind.isPresent();
  }

  /// Counts a unit that was passed since the plural word or the last code.
  void pass() {
    since++;
    if (since > MOST_GAP) {
      kind = Optional.empty();
    }
  }

  /// The kind whose code may stand at `at`, which begins a word.
  Optional<TokenKind> expected(HeldText units, int at) {
    if (kind.isEmpty()) {
      return kind;
    }
    String gap = units.text(at - since, at);
    String words = gap.replaceAll("[\\s,&/+*_~`]+", " ").strip();
    boolean joins = first ? gap.isBlank() || isMarkup(gap) : CONNECTORS.contains(words);
    return joins && since > 0 ? kind : Optional.empty();
  }

  private static boolean isMarkup(String gap) {
    return gap.startsWith(" ") && gap.chars().allMatch(c -> " *_~`".indexOf(c) >= 0);
  }

  /// Notes a token, which goes on with the list if it was a code alone.
  void token(boolean listed) {
    since = 0;
    first = false;
    kind = listed ? kind : Optional.empty();
  }
}
