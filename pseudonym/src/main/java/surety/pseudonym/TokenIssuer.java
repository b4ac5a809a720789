package surety.pseudonym;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/// Issues the tokens of one conversation. Not thread-safe: whoever uses it holds its monitor while
/// a text is written.
final class TokenIssuer {
  private static final int MOST_SURFACES = 9999;

  private final Directory directory;
  private final TokenStyle style;
  private final Mac mac;
  private final boolean formMarks;
  private final Skeleton code;
  private final Map<TokenKind, Map<String, IssuedToken>> byOwner = new EnumMap<>(TokenKind.class);
  private final Map<String, IssuedToken> byText = new LinkedHashMap<>();
  private final Set<String> reserved = new HashSet<>();
  private final int[] nextLabel = new int[TokenKind.values().length];
  private @Nullable LiveTokens live;

  TokenIssuer(Directory directory, TokenStyle style, TokenKey key) {
    this.directory = directory;
    this.style = style;
    this.mac = Labels.mac(key);
    this.formMarks = directory.rules().contains(Rule.FORM_MARKS);
    this.code = new Skeleton(directory.fold(), 32);
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
  IssuedToken write(Entity entity, String surface, boolean glued, StringBuilder out) {
    return write(entity.kind().token(), entity.id(), entity.name(), surface, glued, out);
  }

  /// Writes the token of a text that is not an entity's.
  IssuedToken write(TokenKind kind, String text, boolean glued, StringBuilder out) {
    return write(kind, text, text, text, glued, out);
  }

  private IssuedToken write(
      TokenKind kind,
      String id,
      String canonical,
      String surface,
      boolean glued,
      StringBuilder out) {
    IssuedToken issued = issued(kind, id, canonical);
    int known = issued.surfaces.size();
    int number = formMarks ? issued.number(surface) : 1;
    if (issued.surfaces.size() > known) {
      live = null;
    }
    out.append(issued.token.text());
    if (number > 1 || glued) {
      out.append('{').append(number).append('}');
    }
    return issued;
  }

  private IssuedToken issued(TokenKind kind, String id, String canonical) {
    Map<String, IssuedToken> byId = byOwner.computeIfAbsent(kind, _ -> new HashMap<>());
    IssuedToken known = byId.get(id);
    if (known != null && known.surfaces.size() < MOST_SURFACES) {
      return known;
    }
    IssuedToken issued = issue(new Token(kind, freeText(kind, id)), canonical);
    byId.put(id, issued);
    byText.put(LiveTokens.key(issued.token.text()), issued);
    live = null;
    return issued;
  }

  private IssuedToken issue(Token token, String canonical) {
    char[] letters = TokenIndex.code(token).toCharArray();
    code.fold(letters, 0, letters.length);
    int codeHash = code.words.count == 0 ? 0 : code.words.hash[code.words.count - 1];
    return new IssuedToken(token, canonical, codeHash, directory.forms().mayBegin(codeHash));
  }

  private String freeText(TokenKind kind, String id) {
    for (int attempt = 0; ; attempt++) {
      String text =
          style == TokenStyle.LABELS
              ? kind.word() + ' ' + Labels.label(kind, nextLabel[kind.ordinal()]++)
              : kind.word() + '_' + Labels.stable(mac, kind, id, attempt);
      String taken = LiveTokens.key(text);
      if (!byText.containsKey(taken) && !reserved.contains(taken) && !isForm(text)) {
        return text;
      }
    }
  }

  private boolean isForm(String text) {
    char[] letters = text.toCharArray();
    code.fold(letters, 0, letters.length);
    return directory.isFoundIn(text, code);
  }
}
