package surety.pseudonym;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts names back into one channel of text that comes in pieces.
///
/// Each piece is decided as far as possible and written out; only a tail that may still become a
/// live token is held back, at most as long as the longest way to write a live token. The output
/// does not depend on where the pieces were cut. Not thread-safe.
final class TokenScanner {
  /// A place that reads as a live token.
  ///
  /// @param start offset in characters
  /// @param end offset behind it
  record Mention(int start, int end) {}

  private enum Purpose {
    RESTORE,
    OBSERVE,
    MENTIONS
  }

  private final TokenReader reader;
  private final LinkMemory links;
  private final JsonForm form;
  private final Purpose purpose;
  private final HeldText units = new HeldText();
  private final LinkTracker link = new LinkTracker();
  private final ListForm list = new ListForm();
  private final List<Stray> strays = new ArrayList<>();
  private final List<Mention> mentions = new ArrayList<>();
  /// Characters written before this piece, less those that the output held already.
  private long begun;
  private boolean touched;
  private boolean afterToken;
  private boolean listed;

  /// Puts names back.
  TokenScanner(TokenIndex index, LinkMemory links, JsonForm form) {
    this(index, links, form, Purpose.RESTORE);
  }

  private TokenScanner(TokenIndex index, LinkMemory links, JsonForm form, Purpose purpose) {
    this.reader = new TokenReader(index);
    this.links = links;
    this.form = form;
    this.purpose = purpose;
  }

  /// Remembers which links of a text that is about to be sent hold tokens.
  static void observe(TokenIndex index, LinkMemory links, String sent) {
    new TokenScanner(index, links, JsonForm.detect(), Purpose.OBSERVE).readWhole(sent);
  }

  /// Where a text, before anything in it is replaced, has what would be restored as a token.
  static List<Mention> mentions(TokenIndex index, String text) {
    TokenScanner scanner =
        new TokenScanner(index, new LinkMemory(), JsonForm.text(), Purpose.MENTIONS);
    scanner.readWhole(text);
    return scanner.mentions;
  }

  private void readWhole(String text) {
    StringBuilder out = new StringBuilder();
    push(text, out);
    finish(out);
  }

  /// Takes a piece and writes what is decided.
  void push(CharSequence piece, StringBuilder out) {
    begun -= out.length();
    form.read(piece, units);
    decide(false, out);
    begun += out.length();
  }

  /// Writes what was held back: the text ends here, or was broken off.
  void finish(StringBuilder out) {
    begun -= out.length();
    form.end(units);
    decide(true, out);
    begun += out.length();
  }

  /// Length of what is held back.
  int held() {
    return units.held() + form.held();
  }

  /// Whether anything was restored since the last call.
  boolean wasTouched() {
    boolean was = touched;
    touched = false;
    return was;
  }

  List<Stray> strays() {
    return strays;
  }

  private void decide(boolean last, StringBuilder out) {
    int at = units.at();
    while (at < units.end()) {
      if (isInsideWord(at)) {
        afterToken = false;
        at++;
        continue;
      }
      int behind = token(at, last);
      if (behind == TokenReader.UNDECIDED) {
        break;
      }
      if (behind > 0) {
        replace(at, behind, out);
        at = behind;
      } else {
        pass(at, out);
        at++;
      }
    }
    if (last) {
      judge(at, out);
    }
    units.release(at, out);
  }

  /// Most characters: a small letter behind a letter begins no token and ends no word.
  private boolean isInsideWord(int at) {
    char unit = units.get(at);
    return unit >= 'a'
        && unit <= 'z'
        && TokenLetters.isWord(units.get(at - 1))
        && !list.isOpen()
        && !link.inside();
  }

  private int token(int at, boolean last) {
    reader.forget();
    listed = false;
    boolean begins = TokenReader.mayBegin(units.get(at));
    int verdict = begins ? reader.read(units, at, last) : TokenReader.NO;
    if (verdict == TokenReader.NO && list.isOpen() && beginsWord(at)) {
      Optional<TokenKind> kind = list.expected(units, at);
      listed = kind.isPresent();
      verdict = listed ? reader.readCode(units, at, last, kind.get()) : verdict;
    }
    return verdict;
  }

  private boolean beginsWord(int at) {
    return TokenLetters.isWord(units.get(at)) && !TokenLetters.isWord(units.get(at - 1));
  }

  private void replace(int at, int behind, StringBuilder out) {
    units.release(at, out);
    afterToken = true;
    list.token(listed);
    if (purpose == Purpose.MENTIONS) {
      int start = (int) (begun + out.length());
      mentions.add(new Mention(start, start + behind - at));
      units.release(behind, out);
      return;
    }
    if (link.inside() && !mayRestoreInLink(at, behind)) {
      stray(Stray.Reason.IN_LINK, at, out);
      units.release(behind, out);
      follow(at, behind);
      return;
    }
    touched = true;
    out.append(reader.markupBefore());
    write(reader.restored(), units.isQuoted(at), out);
    out.append(reader.markupBehind());
    units.skipTo(behind);
    follow(at, behind);
    if (reader.found().token().kind() == TokenKind.URL) {
      link.addressEnds();
    }
  }

  private static void write(String name, boolean quoted, StringBuilder out) {
    if (quoted) {
      JsonText.escape(name, out);
    } else {
      out.append(name);
    }
  }

  private boolean mayRestoreInLink(int at, int behind) {
    if (!link.isComparable()) {
      return false;
    }
    char next = behind < units.end() ? units.get(behind) : HeldText.OUTSIDE;
    String whole = link.written() + units.text(at, behind);
    if (purpose == Purpose.OBSERVE) {
      links.note(whole);
    }
    return links.knows(whole) || link.isWhole(reader.found().token().kind(), next);
  }

  private void follow(int from, int to) {
    for (int i = from; i < to; i++) {
      link.step(units, i);
    }
  }

  private void pass(int at, StringBuilder out) {
    if (reader.wasAmbiguous()) {
      stray(Stray.Reason.AMBIGUOUS, at, out);
    }
    boolean inWord = TokenLetters.isWord(units.get(at));
    if (!inWord && TokenLetters.isWord(units.get(at - 1))) {
      judge(at, out);
      list.wordEnds(units, at);
    }
    if (!inWord || link.inside()) {
      link.step(units, at);
    }
    list.pass();
    afterToken = false;
  }

  /// Reports the word that ends here, if it is the code of a token that was never issued.
  private void judge(int end, StringBuilder out) {
    int from = afterToken ? Invented.NONE : Invented.beginning(units, end);
    if (from != Invented.NONE) {
      stray(Stray.Reason.INVENTED, from, out);
    }
  }

  private void stray(Stray.Reason reason, int at, StringBuilder out) {
    strays.add(new Stray(reason, begun + out.length() + units.lengthTo(at)));
  }
}
