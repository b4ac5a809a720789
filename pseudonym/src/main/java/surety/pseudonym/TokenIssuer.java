package surety.pseudonym;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;
import surety.pseudonym.CoinedTokens.Coined;

/// Issues the tokens of one conversation. Not thread-safe: whoever uses it holds its monitor while
/// a text is written.
final class TokenIssuer {
  private static final int MOST_SURFACES = 9999;

  private final Directory directory;
  private final TokenStyle style;
  private final Mac mac;
  private final boolean formMarks;
  private final Skeleton folded;
  private final AtomicReferenceArray<Coined> coined;
  private final IssuedEntities byEntity = new IssuedEntities();
  private final Map<TokenKind, Map<String, IssuedToken>> byPattern = new EnumMap<>(TokenKind.class);
  private final Map<String, IssuedToken> byText = new LinkedHashMap<>();
  private final Set<String> reserved = new HashSet<>();
  private final int[] nextLabel = new int[TokenKind.values().length];
  private @Nullable LiveTokens live;

  TokenIssuer(Directory directory, TokenStyle style, TokenKey key) {
    this.directory = directory;
    this.style = style;
    this.mac = Labels.mac(key);
    this.formMarks = directory.rules().contains(Rule.FORM_MARKS);
    this.folded = new Skeleton(directory.fold(), 32);
    this.coined = directory.coined().under(key);
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
  /// @param entity its place in [Directory#entities()]
  /// @param glued whether what follows could be read as a part of a bare token
  IssuedToken write(int entity, String surface, boolean glued, StringBuilder out) {
    IssuedToken issued = byEntity.get(entity);
    if (issued == null || issued.surfaces.size() >= MOST_SURFACES) {
      issued = issue(entity);
      byEntity.put(entity, issued);
    }
    return write(issued, surface, glued, out);
  }

  /// Writes the token of a text that is not an entity's.
  IssuedToken write(TokenKind kind, String text, boolean glued, StringBuilder out) {
    Map<String, IssuedToken> byText = byPattern.computeIfAbsent(kind, _ -> new HashMap<>());
    IssuedToken issued = byText.get(text);
    if (issued == null || issued.surfaces.size() >= MOST_SURFACES) {
      issued = issue(coin(kind, text, this::isTaken), text);
      byText.put(text, issued);
    }
    return write(issued, text, glued, out);
  }

  private IssuedToken write(IssuedToken issued, String surface, boolean glued, StringBuilder out) {
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

  private IssuedToken issue(Coined token, String canonical) {
    IssuedToken issued = new IssuedToken(token, canonical);
    byText.put(token.key(), issued);
    live = null;
    return issued;
  }

  /// Issues the token of an entity, which mostly was computed in an earlier conversation.
  private IssuedToken issue(int number) {
    Entity entity = directory.entities().get(number);
    TokenKind kind = entity.kind().token();
    if (style == TokenStyle.STABLE) {
      Coined first = coinOnce(number, kind, entity.id());
      if (!isTaken(first.key())) {
        return issue(first, entity.name());
      }
    }
    return issue(coin(kind, entity.id(), this::isTaken), entity.name());
  }

  private Coined coinOnce(int number, TokenKind kind, String id) {
    Coined known = coined.get(number);
    if (known == null) {
      known = coin(kind, id, _ -> false);
      coined.set(number, known);
    }
    return known;
  }

  private boolean isTaken(String key) {
    return byText.containsKey(key) || reserved.contains(key);
  }

  private Coined coin(TokenKind kind, String id, Predicate<String> taken) {
    for (int attempt = 0; ; attempt++) {
      String text =
          style == TokenStyle.LABELS
              ? kind.word() + ' ' + Labels.label(kind, nextLabel[kind.ordinal()]++)
              : kind.word() + '_' + Labels.stable(mac, kind, id, attempt);
      String key = LiveTokens.key(text);
      if (!taken.test(key) && !isForm(text)) {
        return coined(new Token(kind, text), key);
      }
    }
  }

  private boolean isForm(String text) {
    char[] letters = text.toCharArray();
    folded.fold(letters, 0, letters.length);
    return directory.isFoundIn(text, folded);
  }

  /// The token whose text was folded last.
  private Coined coined(Token token, String key) {
    SkeletonWords words = folded.words;
    int codeHash = words.count == 0 ? 0 : words.hash[words.count - 1];
    return new Coined(token, key, codeHash, directory.forms().mayBegin(codeHash));
  }
}
