package surety.server.connect.mapping;

import java.util.List;

/// Where the rows of a list come from.
public sealed interface Rows {

  /// The rows that belong to a row.
  List<Row> of(Row row, Tables tables);

  /// A nested array.
  record Nested(int slot) implements Rows {
    @Override
    public List<Row> of(Row row, Tables tables) {
      return row.rows(slot);
    }
  }

  /// The rows of another table whose key is `by`.
  record Joined(String table, Value by) implements Rows {
    @Override
    public List<Row> of(Row row, Tables tables) {
      return by.of(row, tables).map(key -> tables.rows(table, key)).orElse(List.of());
    }
  }
}
