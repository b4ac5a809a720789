package surety.server.ai.analysis;

import java.util.regex.Pattern;

/// Turns the Markdown of a model's answer into markup while it arrives.
///
/// What comes out has headings, paragraphs, lists, bold and code, and neither a link nor a picture
/// nor any attribute: an answer that a model was talked into cannot load or lead to anything, and
/// so carries no name away. Links and pictures stay as they are written. Not thread-safe.
final class AnswerMarkup {

  // The beginnings of lines that may still become a mark.
  private static final Pattern OPEN =
      Pattern.compile("#{0,6}|[-*+•]|[0-9]{1,3}[.)]?|`{1,3}|```[A-Za-z0-9]{1,20}");

  /// What the text that comes next is in.
  private enum Block {
    NONE(""),
    PARAGRAPH("p"),
    HEADING("h3"),
    ITEM("li"),
    TABLE("pre"),
    CODE("pre");

    private final String tag;

    Block(String tag) {
      this.tag = tag;
    }
  }

  private final StringBuilder out = new StringBuilder();
  private final StringBuilder start = new StringBuilder();
  private Block block = Block.NONE;
  private boolean list;
  private boolean atStart = true;
  private boolean strong;
  private boolean code;
  private boolean star;

  /// Takes the next piece of the answer and gives the markup that is certain now.
  String add(String piece) {
    piece.chars().forEach(c -> take((char) c));
    return taken();
  }

  /// Gives the rest, with all that is open closed.
  String finish() {
    if (atStart && !start.isEmpty()) {
      begin(start.toString());
    }
    close();
    endList();
    return taken();
  }

  private String taken() {
    String markup = out.toString();
    out.setLength(0);
    return markup;
  }

  private void take(char c) {
    if (c == '\r') {
      return;
    }
    if (!atStart) {
      inline(c);
    } else if (c == '\n') {
      begin(start.toString());
      newline();
    } else {
      start.append(c);
      if (!OPEN.matcher(start.toString().stripLeading()).matches()) {
        begin(start.toString());
      }
    }
  }

  private void begin(String line) {
    start.setLength(0);
    atStart = false;
    String text = line.stripLeading();
    if (text.startsWith("```")) {
      fence();
    } else if (block == Block.CODE) {
      escaped(line);
    } else if (text.isBlank()) {
      close();
    } else {
      line(text);
    }
  }

  // What stands behind the mark of a fence names a language.
  private void fence() {
    if (block == Block.CODE) {
      close();
    } else {
      open(Block.CODE);
    }
  }

  private void line(String text) {
    if (text.matches("#{1,6} .*")) {
      open(Block.HEADING);
      inline(text.substring(text.indexOf(' ') + 1));
    } else if (text.matches("[-*+•] .*")) {
      open(Block.ITEM);
      inline(text.substring(2));
    } else if (text.startsWith("|")) {
      continueOr(Block.TABLE);
      inline(text);
    } else if (text.matches("[0-9]{1,3}[.)] .*")) {
      open(Block.PARAGRAPH);
      inline(text);
    } else {
      continueOr(block == Block.ITEM ? Block.ITEM : Block.PARAGRAPH);
      inline(text);
    }
  }

  private void continueOr(Block wanted) {
    if (block != wanted) {
      open(wanted);
    } else {
      out.append(wanted == Block.TABLE ? '\n' : ' ');
    }
  }

  private void open(Block wanted) {
    close();
    if (wanted == Block.ITEM && !list) {
      out.append("<ul>");
      list = true;
    } else if (wanted != Block.ITEM) {
      endList();
    }
    out.append('<').append(wanted.tag).append('>');
    block = wanted;
  }

  private void close() {
    endMarks();
    if (block != Block.NONE) {
      out.append("</").append(block.tag).append('>');
      block = Block.NONE;
    }
  }

  private void endList() {
    if (list) {
      out.append("</ul>");
      list = false;
    }
  }

  private void endMarks() {
    endStar();
    if (code) {
      out.append("</code>");
      code = false;
    }
    if (strong) {
      out.append("</strong>");
      strong = false;
    }
  }

  // A single star is no mark.
  private void endStar() {
    if (star) {
      out.append('*');
      star = false;
    }
  }

  private void newline() {
    endStar();
    if (block == Block.HEADING) {
      close();
    } else if (block == Block.CODE) {
      out.append('\n');
    }
    atStart = true;
  }

  private void inline(String text) {
    text.chars().forEach(c -> inline((char) c));
  }

  private void inline(char c) {
    if (c == '\n') {
      newline();
    } else if (block == Block.CODE || block == Block.TABLE) {
      escaped(c);
    } else if (c == '`') {
      code = toggled("code", code);
    } else if (c == '*' && !code) {
      strong = star ? toggled("strong", strong) : strong;
      star = !star;
    } else {
      endStar();
      escaped(c);
    }
  }

  private boolean toggled(String tag, boolean open) {
    out.append(open ? "</" : "<").append(tag).append('>');
    return !open;
  }

  private void escaped(String text) {
    text.chars().forEach(c -> escaped((char) c));
  }

  private void escaped(char c) {
    switch (c) {
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '&' -> out.append("&amp;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> out.append(c);
    }
  }
}
