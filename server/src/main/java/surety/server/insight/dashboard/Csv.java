package surety.server.insight.dashboard;

import java.util.List;
import java.util.stream.Collectors;
import surety.server.insight.dashboard.Table.Cell;
import surety.server.insight.dashboard.Table.Column;

/// Writes a table as a file of comma-separated values (RFC 4180).
public final class Csv {

  private static final String FORMULA_STARTS = "=+-@\t\r";

  private Csv() {}

  /// The table with its headings, without the row of sums.
  public static String of(Table table) {
    StringBuilder file = new StringBuilder();
    file.append(
        table.columns().stream()
            .map(column -> quoted(column.title()))
            .collect(Collectors.joining(",", "", "\r\n")));
    table.rows().forEach(row -> file.append(line(table.columns(), row)));
    return file.toString();
  }

  private static String line(List<Column> columns, List<Cell> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String data = row.get(i).data();
      line.append(i == 0 ? "" : ",").append(columns.get(i).number() ? data : quoted(safe(data)));
    }
    return line.append("\r\n").toString();
  }

  // A spreadsheet runs a text that looks like a formula; a name from a source may be meant to.
  private static String safe(String text) {
    boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    return formula ? "'" + text : text;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
