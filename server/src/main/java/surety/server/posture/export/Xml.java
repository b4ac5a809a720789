package surety.server.posture.export;

/// Text that stands in XML, in elements and in attributes.
final class Xml {

  private Xml() {}

  static String text(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().filter(Xml::isAllowed).forEach(c -> append(out, c));
    return out.toString();
  }

  private static boolean isAllowed(int c) {
    return c >= 0x20 && c != 0xfffe && c != 0xffff && !(c >= 0xd800 && c < 0xe000);
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      default -> out.appendCodePoint(c);
    }
  }
}
