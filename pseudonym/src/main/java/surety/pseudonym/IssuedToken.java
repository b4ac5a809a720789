package surety.pseudonym;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One token of a conversation with everything that it restores to.
final class IssuedToken {
  private static final int FEW = 8;

  final Token token;
  final List<String> surfaces = new ArrayList<>(2);

  /// Hash of the last word of its code, and whether that word is the first of any form.
  final int codeHash;

  final boolean beginsForms;

  /// Numbers by surface, once there are many.
  private Map<String, Integer> numbers = Map.of();

  IssuedToken(CoinedTokens.Coined coined, String canonical) {
    this.token = coined.token();
    this.codeHash = coined.codeHash();
    this.beginsForms = coined.beginsForms();
    surfaces.add(canonical);
  }

  /// The number of a surface form, a new one if it was not seen before.
  int number(String surface) {
    int known =
        surfaces.size() <= FEW ? surfaces.indexOf(surface) + 1 : numbers.getOrDefault(surface, 0);
    if (known > 0) {
      return known;
    }
    surfaces.add(surface);
    if (surfaces.size() == FEW + 1) {
      numbers = new HashMap<>();
      surfaces.forEach(each -> numbers.put(each, surfaces.indexOf(each) + 1));
    } else if (surfaces.size() > FEW) {
      numbers.put(surface, surfaces.size());
    }
    return surfaces.size();
  }
}
