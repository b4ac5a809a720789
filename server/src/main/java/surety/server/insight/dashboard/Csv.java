package surety.server.insight.dashboard;

import java.util.List;
import java.util.stream.Collectors;
import surety.server.insight.dashboard.Table.Cell;
import surety.server.insight.dashboard.Table.Column;
import surety.server.platform.CsvField;

/// Writes a table as a file of comma-separated values (RFC 4180).
public final class Csv {

  private Csv() {}

  /// The table with its headings, without the row of sums.
  public static String of(Table table) {
    StringBuilder file = new StringBuilder();
    file.append(
        table.columns().stream()
            .map(column -> CsvField.of(column.title()))
            .collect(Collectors.joining(",", "", "\r\n")));
    table.rows().forEach(row -> file.append(line(table.columns(), row)));
    return file.toString();
  }

  private static String line(List<Column> columns, List<Cell> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String data = row.get(i).data();
      line.append(i == 0 ? "" : ",").append(columns.get(i).number() ? data : CsvField.of(data));
    }
    return line.append("\r\n").toString();
  }
}
