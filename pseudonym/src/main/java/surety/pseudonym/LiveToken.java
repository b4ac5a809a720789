package surety.pseudonym;

import java.util.List;

/// A token that a conversation has issued.
///
/// @param token without form mark
/// @param surfaces what it restores to: the first for the bare token and for mark `{1}`, the n-th
///     for mark `{n}`
record LiveToken(Token token, List<String> surfaces) {
  LiveToken {
    surfaces = List.copyOf(surfaces);
  }

  /// Shows the token alone.
  @Override
  public String toString() {
    return "LiveToken[" + token.text() + "]";
  }
}
