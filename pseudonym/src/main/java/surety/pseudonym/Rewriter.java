package surety.pseudonym;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Replaces what is known in one text after another of a conversation. Not thread-safe.
final class Rewriter {
  private static final int MOST_LISTED = 12;
  private static final int LITERAL = Integer.MIN_VALUE;

  private final Directory directory;
  private final FormIndex index;
  private final TokenIssuer issuer;
  private final List<Replacement> replacements;
  private final boolean literals;

  Rewriter(Directory directory, TokenIssuer issuer, List<Replacement> replacements) {
    this.directory = directory;
    this.index = directory.index();
    this.issuer = issuer;
    this.replacements = replacements;
    this.literals = directory.rules().contains(Rule.LITERALS);
  }

  /// Writes a stretch of the text that stays as it is.
  interface Stretch {
    void write(int from, int to);
  }

  /// The text with tokens; the same object if nothing had to be replaced.
  String rewrite(String text) {
    char[] letters = text.toCharArray();
    Matches found = new Matches();
    findAll(letters, found);
    found.select();
    return rewrite(text, letters, found, () -> "");
  }

  /// Finds everything that may have to be replaced in a text.
  void findAll(char[] letters, Matches found) {
    new Matcher(directory, letters, letters.length, found).find();
    if (directory.rules().contains(Rule.PATTERNS)) {
      new Patterns(letters, directory.patterns(), found).find();
    }
  }

  /// The text with tokens in place of what was found and selected.
  String rewrite(String text, char[] letters, Matches found, Supplier<String> place) {
    if (found.count() == 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    rewrite(text, letters, found, place, out, (from, to) -> out.append(letters, from, to - from));
    return out.toString();
  }

  /// Writes the text with tokens in place of what was found and selected.
  void rewrite(
      String text,
      char[] letters,
      Matches found,
      Supplier<String> place,
      StringBuilder out,
      Stretch stretch) {
    synchronized (issuer) {
      if (literals && hasLiveToken(letters, found)) {
        for (TokenScanner.Mention mention : issuer.live().mentions(text)) {
          if (isFree(found, mention)) {
            found.add(mention.start(), mention.end(), LITERAL);
          }
        }
        found.select();
      }
      write(text, letters, found, place, out, stretch);
    }
  }

  private void write(
      String text,
      char[] letters,
      Matches found,
      Supplier<String> place,
      StringBuilder out,
      Stretch stretch) {
    int behind = 0;
    for (int match = 0; match < found.count(); match++) {
      int form = found.form(match);
      if (form >= 0 && index.isTokenWord(form)) {
        continue;
      }
      int start = found.start(match);
      int end = found.end(match);
      stretch.write(behind, start);
      Token token = issueBefore(form, text.substring(start, end), letters, end, out);
      Optional<FormRule> rule = form >= 0 ? Optional.of(index.rule(form)) : Optional.empty();
      replacements.add(new Replacement(token, rule, start, end, place.get()));
      behind = end;
    }
    stretch.write(behind, letters.length);
  }

  private Token issueBefore(int form, String surface, char[] letters, int end, StringBuilder out) {
    int from = out.length();
    Token token = issue(form, surface, isGlued(letters, end), out);
    if (!isMarked(out) && mayBeginForm(token, letters, end)) {
      out.setLength(from);
      issue(form, surface, true, out);
    }
    return token;
  }

  private Token issue(int form, String surface, boolean glued, StringBuilder out) {
    if (form >= 0) {
      return issuer.write(index.entity(form), surface, glued, out);
    }
    TokenKind kind = form == LITERAL ? TokenKind.LITERAL : TokenKind.values()[~form];
    return issuer.write(kind, surface, glued, out);
  }

  private static boolean isMarked(StringBuilder out) {
    return out.charAt(out.length() - 1) == '}';
  }

  private boolean isGlued(char[] letters, int end) {
    if (end >= letters.length) {
      return false;
    }
    int next = Character.codePointAt(letters, end);
    return next == '{' || Character.isLetterOrDigit(next);
  }

  // Behind "Client A" the word "Team" would be read as the name "A Team".
  private boolean mayBeginForm(Token token, char[] letters, int end) {
    char[] code = TokenIndex.code(token).toCharArray();
    Skeleton skeleton = new Skeleton(directory.fold(), 64);
    skeleton.fold(code, 0, code.length);
    int hash = skeleton.words == 0 ? 0 : skeleton.hash[skeleton.words - 1];
    skeleton.fold(letters, end, Math.min(letters.length, end + 40));
    return skeleton.words > 0 && index.beginnings.mayHave(FormIndex.pair(hash, skeleton.hash[0]));
  }

  private static boolean isFree(Matches found, TokenScanner.Mention mention) {
    for (int match = 0; match < found.count(); match++) {
      if (found.start(match) < mention.end()
          && mention.start() < found.end(match)
          && found.start(match) > mention.start()) {
        return false;
      }
    }
    return true;
  }

  // Reserves every code that the text has and no token uses, and tells whether there is another.
  private boolean hasLiveToken(char[] letters, Matches found) {
    boolean live = false;
    for (int match = 0; match < found.count(); match++) {
      int form = found.form(match);
      if (form >= 0 && index.isTokenWord(form)) {
        int end = found.end(match);
        boolean plural = end < letters.length && (letters[end] | ' ') == 's';
        live |= hasLiveCode(index.tokenKind(form), letters, end, plural);
      }
    }
    return live;
  }

  private boolean hasLiveCode(TokenKind kind, char[] letters, int from, boolean plural) {
    boolean live = false;
    int at = from + (plural ? 1 : 0);
    for (int word = 0; word < (plural ? MOST_LISTED : 1); word++) {
      while (at < letters.length && !TokenReader.isWord(letters[at])) {
        at++;
      }
      int begin = at;
      while (at < letters.length && TokenReader.isWord(letters[at])) {
        at++;
      }
      if (at > begin) {
        String code = new String(letters, begin, at - begin);
        if (Labels.isLike(kind, code)) {
          live |= isLive(kind, code);
        } else if (word == 0) {
          return live;
        }
      }
    }
    return live;
  }

  private boolean isLive(TokenKind kind, String code) {
    boolean live = issuer.isLiveElseReserve(kind, code);
    boolean s = code.length() > 1 && (code.charAt(code.length() - 1) | ' ') == 's';
    return (s && issuer.isLiveElseReserve(kind, code.substring(0, code.length() - 1))) | live;
  }
}
