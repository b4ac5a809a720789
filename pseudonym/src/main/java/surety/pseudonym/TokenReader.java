package surety.pseudonym;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Recognises one live token at one place, in the ways that a model may write it: SPEC-restore.md
/// section 1.
///
/// The answer depends only on the units before, the token, and the one unit behind it; where the
/// units end too early the answer is [#UNDECIDED]. That makes a stream equal to the whole text by
/// construction. After a token was found its parts are in the fields, until the next call.
final class TokenReader {
  static final int NO = 0;
  static final int UNDECIDED = -1;

  private static final int MOST_MARKUP = 3;
  private static final int MOST_MARK_DIGITS = 4;
  private static final int AMBIGUOUS_LENGTH = 3;
  private static final TokenKind[] KINDS = TokenKind.values();

  private final TokenIndex index;

  private HeldText units = new HeldText();
  private boolean last;
  private int position;
  private int cursor;
  private boolean canonical;

  private @Nullable LiveToken found;
  private int surface;
  private boolean ambiguous;
  private int closingFrom;
  private int closingTo;
  private int openingFrom;
  private int openingTo;

  TokenReader(TokenIndex index) {
    this.index = index;
  }

  /// Whether a token could begin with this character.
  static boolean mayBegin(char letter) {
    return switch (letter | ' ') {
      case 'c', 'p', 'e', 'a', 't', 'l', 'h' -> true;
      default -> false;
    };
  }

  /// Looks for a token that begins at `at`.
  ///
  /// @param isLast whether no more units will come
  /// @return the index behind the token, or [#NO], or [#UNDECIDED]
  int read(HeldText text, int at, boolean isLast) {
    units = text;
    last = isLast;
    position = at;
    ambiguous = false;
    boolean undecided = false;
    for (TokenKind kind : KINDS) {
      if ((kind.word().charAt(0) | ' ') == (text.get(at) | ' ')) {
        int verdict = readKind(kind);
        if (verdict > 0) {
          return verdict;
        }
        undecided |= verdict == UNDECIDED;
      }
    }
    return undecided ? UNDECIDED : NO;
  }

  /// Looks for the code alone of a token of this kind, as in `clients A and B`.
  int readCode(HeldText text, int at, boolean isLast, TokenKind kind) {
    units = text;
    last = isLast;
    position = at;
    ambiguous = false;
    cursor = at;
    canonical = true;
    closingFrom = closingTo = openingFrom = openingTo = at;
    int verdict = code(kind, true);
    boolean pronoun = verdict > 0 && cursor - at == 1 && text.get(at) == 'I';
    if (pronoun || (verdict > 0 && !canonical)) {
      ambiguous = pronoun;
      return NO;
    }
    return verdict;
  }

  /// The token that was found.
  LiveToken found() {
    return Optional.ofNullable(found).orElseThrow();
  }

  /// What the token that was found restores to.
  String restored() {
    return found().surfaces().get(surface);
  }

  /// Whether the last answer was [#NO] only because the place may be ordinary words.
  boolean wasAmbiguous() {
    return ambiguous;
  }

  void forget() {
    ambiguous = false;
  }

  /// Markup inside the token that has to stand before the name: `Client **A` gives `**`.
  String markupBefore() {
    return paired() ? "" : units.text(openingFrom, openingTo);
  }

  /// Markup inside the token that has to stand behind the name: `Client** A` gives `**`.
  String markupBehind() {
    return paired() ? "" : units.text(closingFrom, closingTo);
  }

  private boolean paired() {
    return openingTo > openingFrom && closingTo > closingFrom;
  }

  private int readKind(TokenKind kind) {
    cursor = position;
    canonical = true;
    boolean free = !TokenLetters.isWord(units.get(position - 1));
    int word = word(kind.word(), free);
    if (word <= 0) {
      return word == UNDECIDED && index.mayBegin(TokenIndex.begin(kind)) ? UNDECIDED : NO;
    }
    if (!index.mayBegin(TokenIndex.begin(kind))) {
      return NO;
    }
    int between = between();
    return between <= 0 ? between : code(kind, free);
  }

  private int word(String word, boolean free) {
    for (int i = 0; i < word.length(); i++) {
      if (cursor == units.end()) {
        return atEnd();
      }
      char unit = units.get(cursor);
      if ((unit | ' ') != (word.charAt(i) | ' ') || !TokenLetters.isWord(unit)) {
        return NO;
      }
      canonical &= unit == word.charAt(i);
      if (!canonical && !free) {
        return NO;
      }
      cursor++;
    }
    return 1;
  }

  private int atEnd() {
    return last ? NO : UNDECIDED;
  }

  /// Reads `**` and a separator and `**`, each of which may be missing but for the separator.
  private int between() {
    closingFrom = cursor;
    markup(false);
    closingTo = cursor;
    if (cursor == units.end()) {
      return atEnd();
    }
    char separator = units.get(cursor);
    boolean space = TokenLetters.isSpace(separator);
    if (separator == '\\') {
      cursor++;
      if (cursor == units.end()) {
        return atEnd();
      }
    }
    if (!space && units.get(cursor) != '_') {
      return NO;
    }
    canonical &= separator == ' ' || separator == '_';
    cursor++;
    openingFrom = cursor;
    if (space) {
      markup(true);
    }
    openingTo = cursor;
    canonical &= closingFrom == closingTo && openingFrom == openingTo;
    return cursor == units.end() ? atEnd() : 1;
  }

  private void markup(boolean underscore) {
    int from = cursor;
    while (cursor < units.end()
        && cursor - from < MOST_MARKUP
        && TokenLetters.isMarkup(units.get(cursor), underscore)) {
      cursor++;
    }
  }

  private int code(TokenKind kind, boolean free) {
    int from = cursor;
    long hash = TokenIndex.begin(kind);
    long before = hash;
    while (cursor < units.end() && TokenLetters.isWord(units.get(cursor))) {
      if (!index.mayBegin(hash) || cursor - from > index.longest()) {
        return NO;
      }
      before = hash;
      hash = TokenIndex.next(hash, units.get(cursor));
      cursor++;
    }
    boolean open = cursor == units.end() && !last;
    if (open && (index.mayBegin(hash) || (endsWithS() && index.mayBegin(before)))) {
      return UNDECIDED;
    }
    return cursor == from ? NO : decide(kind, from, free);
  }

  private boolean endsWithS() {
    return (units.get(cursor - 1) | ' ') == 's';
  }

  private int decide(TokenKind kind, int from, boolean free) {
    Optional<LiveToken> live = index.find(kind, units.text(from, cursor));
    if (live.isEmpty() && endsWithS() && cursor - from > AMBIGUOUS_LENGTH) {
      cursor--;
      live = index.find(kind, units.text(from, cursor));
    }
    if (live.isEmpty()) {
      return NO;
    }
    found = live.get();
    surface = 0;
    boolean exact = units.text(from, cursor).equals(TokenIndex.code(found.token()));
    if (!(free || (canonical && exact)) || isAmbiguous(from, exact)) {
      return NO;
    }
    canonical &= exact;
    return mark();
  }

  /// `client a` may be an article and `CLIENT IS` a verb: written otherwise than it was issued, a
  /// short code counts only where no further word can follow it directly.
  private boolean isAmbiguous(int from, boolean exact) {
    int length = cursor - from;
    boolean lettersOnly = length <= AMBIGUOUS_LENGTH;
    for (int i = from; i < cursor; i++) {
      lettersOnly &= Character.isLetter(units.get(i));
    }
    boolean shouted = units.get(position + 1) < 'a' && position < from;
    if (!lettersOnly || (exact && !shouted)) {
      return false;
    }
    boolean consonant = length == 1 && "aeiouy".indexOf(units.get(from) | ' ') < 0;
    ambiguous = !consonant && cursor < units.end() && Character.isWhitespace(units.get(cursor));
    return ambiguous;
  }

  /// Reads the form mark `{n}` behind a token. A mark that was not issued stays in the text.
  private int mark() {
    int behind = cursor;
    int value = 0;
    if (behind < units.end() && units.get(behind) != '{') {
      return behind;
    }
    for (int i = behind + 1; i < units.end() && i <= behind + MOST_MARK_DIGITS + 1; i++) {
      char unit = units.get(i);
      if (unit == '}') {
        return marked(behind, i + 1, value);
      }
      if (unit < '0' || unit > '9' || (value == 0 && unit == '0')) {
        return behind;
      }
      value = value * 10 + unit - '0';
    }
    return last || units.end() > behind + MOST_MARK_DIGITS + 1 ? behind : UNDECIDED;
  }

  private int marked(int behind, int behindMark, int value) {
    if (value < 1 || value > found().surfaces().size()) {
      return behind;
    }
    surface = value - 1;
    return behindMark;
  }

  static boolean isWord(char unit) {
    return TokenLetters.isWord(unit);
  }
}
