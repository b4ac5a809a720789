package surety.pseudonym;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One token of a conversation with everything that it restores to.
final class IssuedToken {
  final Token token;
  final List<String> surfaces = new ArrayList<>();

  /// Hash of the last word of its code, and whether that word is the first of any form.
  final int codeHash;

  final boolean beginsForms;

  private final Map<String, Integer> numbers = new HashMap<>();

  IssuedToken(Token token, String canonical, int codeHash, boolean beginsForms) {
    this.token = token;
    this.codeHash = codeHash;
    this.beginsForms = beginsForms;
    number(canonical);
  }

  /// The number of a surface form, a new one if it was not seen before.
  int number(String surface) {
    Integer known = numbers.get(surface);
    if (known != null) {
      return known;
    }
    surfaces.add(surface);
    numbers.put(surface, surfaces.size());
    return surfaces.size();
  }
}
