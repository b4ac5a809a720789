package surety.pseudonym;

import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Replaces what is known in one text after another of a conversation. Not thread-safe.
final class Rewriter {
  private static final int MOST_LISTED = 12;
  private static final int LITERAL = Integer.MIN_VALUE;

  private final Directory directory;
  private final FormLayers index;
  private final TokenIssuer issuer;
  private final List<Replacement> replacements;
  private final boolean literals;
  private final Skeleton following;

  /// The text that is written now, and the part of it.
  private char[] letters = new char[0];

  private int begin;
  private int end;

  Rewriter(Directory directory, TokenIssuer issuer, List<Replacement> replacements) {
    this.directory = directory;
    this.index = directory.forms();
    this.issuer = issuer;
    this.replacements = replacements;
    this.literals = directory.rules().contains(Rule.LITERALS);
    this.following = new Skeleton(directory.fold(), 40);
  }

  /// Writes a stretch of the text that stays as it is.
  interface Stretch {
    void write(int from, int to);
  }

  /// The text with tokens; the same object if nothing had to be replaced.
  String rewrite(String text) {
    char[] read = text.toCharArray();
    Matches found = new Matches();
    findAll(read, found);
    found.select();
    return found.count() == 0 ? text : rewrite(read, found);
  }

  /// The same, with a literal in place of one character.
  String rewriteHiding(String text, int place) {
    char[] read = text.toCharArray();
    Matches found = new Matches();
    findAll(read, found);
    found.add(place, place + 1, LITERAL);
    found.select();
    return rewrite(read, found);
  }

  private String rewrite(char[] text, Matches found) {
    StringBuilder out = new StringBuilder(text.length + 16);
    rewrite(text, 0, text.length, found, () -> "", out, (from, to) -> append(from, to, out));
    return out.toString();
  }

  /// Finds everything that may have to be replaced in a text.
  void findAll(char[] letters, Matches found) {
    new Matcher(directory, letters, letters.length, found).find();
    if (directory.rules().contains(Rule.PATTERNS)) {
      new Patterns(letters, directory.patterns(), found).find();
      directory.searchers().forEach(searcher -> search(searcher, letters, found));
    }
  }

  private static void search(PatternSearch searcher, char[] letters, Matches found) {
    searcher.search(
        CharBuffer.wrap(letters).asReadOnlyBuffer(),
        (kind, start, end) -> {
          if (start < 0 || start >= end || end > letters.length || kind == TokenKind.LITERAL) {
            throw new IllegalArgumentException("a stretch that a pattern search found");
          }
          found.add(start, end, ~kind.ordinal());
        });
  }

  /// Writes a part of a text with tokens in place of what was found and selected in that part.
  ///
  /// @param place where it stands in JSON
  /// @param stretch writes what stays as it is
  void rewrite(
      char[] text,
      int from,
      int to,
      Matches found,
      Supplier<String> place,
      StringBuilder out,
      Stretch stretch) {
    letters = text;
    begin = from;
    end = to;
    synchronized (issuer) {
      List<TokenScanner.Mention> alike = literals ? liveLookAlikes(found) : List.of();
      if (!alike.isEmpty()) {
        addLiterals(found, alike);
      }
      write(found, place, out, stretch);
    }
  }

  private void append(int from, int to, StringBuilder out) {
    out.append(letters, from, to - from);
  }

  // What restoring would take for a token in this text is escaped. What it takes for one also
  // depends on the tokens that come to stand beside it; if the result does not come back as it was,
  // everything that reads as a token in any way is escaped.
  private void addLiterals(Matches found, List<TokenScanner.Mention> alike) {
    String text = new String(letters, begin, end - begin);
    Matches escaped = with(found, issuer.live().mentions(text), begin);
    StringBuilder trial = new StringBuilder();
    int known = replacements.size();
    write(escaped, () -> "", trial, (from, to) -> append(from, to, trial));
    replacements.subList(known, replacements.size()).clear();
    boolean exact =
        new Restoration(issuer.live(), new LinkMemory())
            .whole(trial.toString())
            .text()
            .equals(text);
    found.become(exact ? escaped : with(found, alike, 0));
  }

  /// @param offset what the places of the literals are counted from
  private Matches with(Matches found, List<TokenScanner.Mention> literals, int offset) {
    Matches all = new Matches();
    all.become(found);
    for (TokenScanner.Mention literal : literals) {
      int from = offset + literal.start();
      int to = offset + literal.end();
      if (isFree(found, from, to)) {
        all.add(from, to, LITERAL);
      }
    }
    all.select();
    return all;
  }

  private void write(Matches found, Supplier<String> place, StringBuilder out, Stretch stretch) {
    int behind = begin;
    for (int match = 0; match < found.count(); match++) {
      int form = found.form(match);
      if (form >= 0 && index.isTokenWord(form)) {
        continue;
      }
      int from = found.start(match);
      int to = found.end(match);
      stretch.write(behind, from);
      Token token = issueBefore(form, new String(letters, from, to - from), to, out);
      Optional<FormRule> rule = form >= 0 ? Optional.of(index.rule(form)) : Optional.empty();
      replacements.add(new Replacement(token, rule, from - begin, to - begin, place.get()));
      behind = to;
    }
    stretch.write(behind, end);
  }

  private Token issueBefore(int form, String surface, int behind, StringBuilder out) {
    int from = out.length();
    IssuedToken issued = issue(form, surface, isGlued(behind), out);
    if (!isMarked(out) && issued.beginsForms && beginsForm(issued.codeHash, behind)) {
      out.setLength(from);
      issue(form, surface, true, out);
    }
    return issued.token;
  }

  private IssuedToken issue(int form, String surface, boolean glued, StringBuilder out) {
    if (form >= 0) {
      return issuer.write(index.entity(form), surface, glued, out);
    }
    TokenKind kind = form == LITERAL ? TokenKind.LITERAL : TokenKind.values()[~form];
    return issuer.write(kind, surface, glued, out);
  }

  private static boolean isMarked(StringBuilder out) {
    return out.charAt(out.length() - 1) == '}';
  }

  private boolean isGlued(int behind) {
    if (behind >= end) {
      return false;
    }
    int next = Character.codePointAt(letters, behind, end);
    return next == '{' || Character.isLetterOrDigit(next);
  }

  // Behind "Client A" the word "Team" would be read as the name "A Team".
  private boolean beginsForm(int codeHash, int behind) {
    following.fold(letters, behind, Math.min(end, behind + 40));
    return following.words.count > 0 && index.mayBegin(codeHash, following.words.hash[0]);
  }

  private boolean isFree(Matches found, int from, int to) {
    for (int match = 0; match < found.count(); match++) {
      if (found.start(match) < to
          && from < found.end(match)
          && found.start(match) > from
          && !(found.form(match) >= 0 && index.isTokenWord(found.form(match)))) {
        return false;
      }
    }
    return true;
  }

  // Reserves every code that the text has and no token uses, and gives the places of the others.
  private List<TokenScanner.Mention> liveLookAlikes(Matches found) {
    List<TokenScanner.Mention> alike = new ArrayList<>();
    for (int match = 0; match < found.count(); match++) {
      int form = found.form(match);
      int behind = found.end(match);
      if (form >= 0 && index.isTokenWord(form)) {
        addLive(index.tokenKind(form), found.start(match), behind, alike);
      } else {
        // A token in place of the beginning of a word may uncover a word of tokens behind it.
        TokenWords.at(letters, behind, end)
            .ifPresent(kind -> addLive(kind, behind, behind + kind.word().length(), alike));
      }
    }
    return alike;
  }

  private void addLive(TokenKind kind, int start, int wordEnd, List<TokenScanner.Mention> alike) {
    boolean plural = wordEnd < end && (letters[wordEnd] | ' ') == 's';
    int behind = liveCodes(kind, wordEnd, plural);
    if (behind > wordEnd) {
      alike.add(new TokenScanner.Mention(start, behind));
    }
  }

  /// The place behind the last code of a live token that follows its kind's word, or `from`.
  private int liveCodes(TokenKind kind, int from, boolean plural) {
    int behind = from;
    int at = from + (plural ? 1 : 0);
    for (int word = 0; word < (plural ? MOST_LISTED : 1); word++) {
      while (at < end && !TokenReader.isWord(letters[at])) {
        at++;
      }
      int first = at;
      while (at < end && TokenReader.isWord(letters[at])) {
        at++;
      }
      String code = new String(letters, first, at - first);
      boolean like = !code.isEmpty() && Labels.isLike(kind, code);
      if (like && isLive(kind, code)) {
        behind = at;
      } else if (!like && !code.equals("oder") && !code.equals("plus")) {
        return behind;
      }
    }
    return behind;
  }

  // "Client As" may be the token "Client A" in a genitive, and "Client AClient B" two tokens.
  private boolean isLive(TokenKind kind, String code) {
    boolean live = issuer.isLiveElseReserve(kind, code);
    for (int length = 1; length < code.length(); length++) {
      char next = code.charAt(length);
      if ((next | ' ') == 's' || Character.isUpperCase(next)) {
        live |= issuer.isLiveElseReserve(kind, code.substring(0, length));
      }
    }
    return live;
  }
}
