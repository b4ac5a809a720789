package surety.server.platform;

/// A text as one field of comma-separated values (RFC 4180), in quotes.
public final class CsvField {

  private static final String FORMULA_STARTS = "=+-@\t\r\n";

  private CsvField() {}

  /// The field. A spreadsheet takes a text that begins with one of `= + - @`, a tab or a line end
  /// for a formula and would run what a stranger wrote into it. Such a text gets an apostrophe in
  /// front, which spreadsheets read as "this is text".
  public static String of(String text) {
    boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }
}
