package surety.pseudonym;

import java.util.Set;

/// What the tokens of this library look like, live or not.
final class TokenShape {
  private static final int STABLE_LENGTH = 5;
  private static final int MOST_LETTERS = 2;
  private static final String STABLE_LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ";
  private static final Set<String> GREEK =
      Set.of(
          "Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota", "Kappa",
          "Lambda", "Mu", "Nu", "Xi", "Omicron", "Pi", "Rho", "Sigma", "Tau", "Upsilon", "Phi",
          "Chi", "Psi", "Omega");

  private TokenShape() {}

  /// Whether a code, with the character between it and the kind's word, is one that a conversation
  /// could issue.
  static boolean isCode(TokenKind kind, char separator, CharSequence code) {
    return separator == '_' ? isStable(code) : isLabel(kind, code);
  }

  private static boolean isStable(CharSequence code) {
    return code.length() == STABLE_LENGTH
        && code.chars().allMatch(c -> STABLE_LETTERS.indexOf(c) >= 0);
  }

  private static boolean isLabel(TokenKind kind, CharSequence code) {
    return kind == TokenKind.PROJECT
        ? GREEK.contains(code.toString())
        : !code.isEmpty()
            && code.length() <= MOST_LETTERS
            && code.chars().allMatch(c -> c >= 'A' && c <= 'Z');
  }
}
