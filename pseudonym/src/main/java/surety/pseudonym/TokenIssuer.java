package surety.pseudonym;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Issues the tokens of one conversation. Not thread-safe: whoever uses it holds its monitor while
// a
/// text is written.
final class TokenIssuer {
  private static final int MOST_SURFACES = 9999;

  /// One token with everything that it restores to.
  private static final class Issued {
    final Token token;
    final List<String> surfaces = new ArrayList<>();
    final Map<String, Integer> numbers = new HashMap<>();

    Issued(Token token, String canonical) {
      this.token = token;
      number(canonical);
    }

    int number(String surface) {
      return numbers.computeIfAbsent(
          surface,
          added -> {
            surfaces.add(added);
            return surfaces.size();
          });
    }
  }

  private final Directory directory;
  private final TokenStyle style;
  private final TokenKey key;
  private final Map<String, Issued> byOwner = new HashMap<>();
  private final Map<String, Issued> byText = new LinkedHashMap<>();
  private final Set<String> reserved = new HashSet<>();
  private final int[] nextLabel = new int[TokenKind.values().length];
  private @Nullable LiveTokens live;

  TokenIssuer(Directory directory, TokenStyle style, TokenKey key) {
    this.directory = directory;
    this.style = style;
    this.key = key;
  }

  LiveTokens live() {
    LiveTokens known = live;
    if (known == null) {
      Map<String, LiveToken> tokens = new LinkedHashMap<>();
      byText.forEach(
          (text, issued) -> tokens.put(text, new LiveToken(issued.token, issued.surfaces)));
      known = new LiveTokens(tokens);
      live = known;
    }
    return known;
  }

  /// Whether the token with this kind and code was issued; if not, it never will be.
  boolean isLiveElseReserve(TokenKind kind, String code) {
    for (char separator : new char[] {' ', '_'}) {
      String text = LiveTokens.key(kind.word() + separator + code);
      if (byText.containsKey(text)) {
        return true;
      }
      reserved.add(text);
    }
    return false;
  }

  /// Token texts, in lower case, that were never issued and never will be.
  Set<String> reserved() {
    return reserved;
  }

  /// Writes the token of an entity in place of `surface`.
  ///
  /// @param glued whether what follows could be read as a part of a bare token
  Token write(Entity entity, String surface, boolean glued, StringBuilder out) {
    return write(entity.kind().token(), entity.id(), entity.name(), surface, glued, out);
  }

  /// Writes the token of a text that is not an entity's.
  Token write(TokenKind kind, String text, boolean glued, StringBuilder out) {
    return write(kind, text, text, text, glued, out);
  }

  private Token write(
      TokenKind kind,
      String id,
      String canonical,
      String surface,
      boolean glued,
      StringBuilder out) {
    Issued issued = issued(kind, id, canonical);
    int known = issued.surfaces.size();
    int number = directory.rules().contains(Rule.FORM_MARKS) ? issued.number(surface) : 1;
    if (issued.surfaces.size() > known) {
      live = null;
    }
    out.append(issued.token.text());
    if (number > 1 || glued) {
      out.append('{').append(number).append('}');
    }
    return issued.token;
  }

  private Issued issued(TokenKind kind, String id, String canonical) {
    String owner = kind.word() + ' ' + id;
    Issued known = byOwner.get(owner);
    if (known != null && known.surfaces.size() < MOST_SURFACES) {
      return known;
    }
    Issued issued = new Issued(new Token(kind, freeText(kind, id)), canonical);
    byOwner.put(owner, issued);
    byText.put(LiveTokens.key(issued.token.text()), issued);
    live = null;
    return issued;
  }

  private String freeText(TokenKind kind, String id) {
    for (int attempt = 0; ; attempt++) {
      String text =
          style == TokenStyle.LABELS
              ? kind.word() + ' ' + Labels.label(kind, nextLabel[kind.ordinal()]++)
              : kind.word() + '_' + Labels.stable(key, kind, id, attempt);
      String taken = LiveTokens.key(text);
      if (!byText.containsKey(taken) && !reserved.contains(taken) && !directory.isFoundIn(text)) {
        return text;
      }
    }
  }
}
