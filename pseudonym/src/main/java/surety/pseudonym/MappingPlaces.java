package surety.pseudonym;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/// The places that the tokens of a mapping have in their rows of codes: the n-th label of a kind,
/// or
/// the n-th attempt at a stable code.
///
/// What stands before a token in its row and is nobody's was passed over when the token was issued.
/// It is reserved, so that whoever issues the tokens again, in order, comes to the same ones.
final class MappingPlaces {
  private static final int MOST_ATTEMPTS = 255;
  private static final int MOST_LABELS = 10_000_000;

  private final TokenStyle style;
  private final Mac mac;
  private final TokenIssuer issuer;
  private final Map<TokenKind, Map<String, LiveToken>> byCode = new EnumMap<>(TokenKind.class);
  private final Map<TokenKind, Integer> nextLabel = new EnumMap<>(TokenKind.class);
  private final Map<String, Integer> labels = new HashMap<>();
  private final Map<LiveToken, Integer> found = new HashMap<>();

  MappingPlaces(Mapping mapping, TokenIssuer issuer) {
    this.style = mapping.style();
    this.mac = Labels.mac(mapping.key());
    this.issuer = issuer;
    for (LiveToken live : mapping.tokens()) {
      TokenKind kind = live.token().kind();
      byCode.computeIfAbsent(kind, _ -> new HashMap<>()).put(TokenIndex.code(live.token()), live);
    }
  }

  /// Looks for the place of a token.
  ///
  /// @param id of what the token stands for
  /// @throws IllegalArgumentException if it has none in this style and with this key
  void find(LiveToken live, String id) {
    String code = TokenIndex.code(live.token());
    TokenKind kind = live.token().kind();
    found.put(live, style == TokenStyle.LABELS ? label(kind, code) : attempt(kind, code, id));
  }

  /// The tokens as they have to be issued.
  List<LiveToken> inOrder() {
    List<LiveToken> order = new ArrayList<>(found.keySet());
    order.sort(Comparator.comparing(found::get));
    return order;
  }

  private int label(TokenKind kind, String code) {
    int place = nextLabel.getOrDefault(kind, 0);
    while (!labels.containsKey(kind.word() + code) && place < MOST_LABELS) {
      String label = Labels.label(kind, place);
      labels.put(kind.word() + label, place);
      passOver(kind, label);
      place++;
    }
    nextLabel.put(kind, place);
    return known(labels.get(kind.word() + code));
  }

  private int attempt(TokenKind kind, String code, String id) {
    for (int attempt = 0; attempt <= MOST_ATTEMPTS; attempt++) {
      String there = Labels.stable(mac, kind, id, attempt);
      if (there.equals(code)) {
        return attempt;
      }
      passOver(kind, there);
    }
    return known(null);
  }

  private void passOver(TokenKind kind, String code) {
    if (!byCode.getOrDefault(kind, Map.of()).containsKey(code)) {
      issuer.isLiveElseReserve(kind, code);
    }
  }

  private static int known(@Nullable Integer place) {
    if (place == null) {
      throw new IllegalArgumentException("a token of the mapping is none of its style and key");
    }
    return place;
  }
}
