package surety.pseudonym.command;

import java.util.ArrayList;
import java.util.List;

/// Reads comma-separated values as RFC 4180 has them, or with semicolons, as spreadsheets of half
/// of
/// Europe write them.
final class Csv {
  /// A row with at least one field that is not empty.
  ///
  /// @param line where it begins, from 1
  record Row(int line, List<String> fields) {}

  private final String text;
  private final String file;
  private final char separator;
  private final List<Row> rows = new ArrayList<>();
  private int at;
  private int line = 1;

  private Csv(String text, String file) {
    this.text = text;
    this.file = file;
    this.separator = separator(text);
  }

  static List<Row> rows(String text, String file) throws Stop {
    Csv csv = new Csv(text, file);
    while (csv.at < text.length()) {
      csv.row();
    }
    return csv.rows;
  }

  /// Behind the kind, which has neither, stands the first one.
  private static char separator(String text) {
    int comma = text.indexOf(',');
    int semicolon = text.indexOf(';');
    return semicolon >= 0 && (comma < 0 || semicolon < comma) ? ';' : ',';
  }

  private void row() throws Stop {
    int begin = line;
    List<String> fields = new ArrayList<>();
    do {
      fields.add(next() == '"' ? quoted() : plain());
    } while (skip(separator));
    skip('\r');
    if (at < text.length() && !skip('\n')) {
      throw Stop.wrong(file + ":" + line + ": text behind a closing quotation mark");
    }
    line++;
    if (fields.stream().anyMatch(field -> !field.isBlank())) {
      rows.add(new Row(begin, fields));
    }
  }

  private String plain() {
    int from = at;
    while (at < text.length() && next() != separator && next() != '\n' && next() != '\r') {
      at++;
    }
    return text.substring(from, at);
  }

  private String quoted() throws Stop {
    int begin = line;
    StringBuilder field = new StringBuilder();
    at++;
    while (at < text.length()) {
      char unit = text.charAt(at++);
      if (unit == '"' && !skip('"')) {
        return field.toString();
      }
      line += unit == '\n' ? 1 : 0;
      field.append(unit);
    }
    throw Stop.wrong(file + ":" + begin + ": a quotation mark is not closed");
  }

  private char next() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private boolean skip(char unit) {
    boolean there = at < text.length() && text.charAt(at) == unit;
    at += there ? 1 : 0;
    return there;
  }
}
