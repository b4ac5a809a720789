package surety.server.insight.dashboard;

import java.util.List;
import java.util.Optional;
import surety.server.platform.Ephemeral;

/// A table of a card.
///
/// @param key names it on the page and in a file name
/// @param caption what it shows
/// @param rows as many cells each as there are columns; the first cell is the row's heading
/// @param total a last row of sums, where sums mean something
public record Table(
    String key,
    String caption,
    List<Column> columns,
    List<List<Cell>> rows,
    Optional<List<Cell>> total)
    implements Ephemeral {

  /// The heading of a column.
  ///
  /// @param number whether its cells are numbers
  public record Column(String title, boolean number) {

    static Column text(String title) {
      return new Column(title, false);
    }

    static Column number(String title) {
      return new Column(title, true);
    }
  }

  /// One value.
  ///
  /// @param text for people
  /// @param data for programs: plain digits, empty where blank
  public record Cell(String text, String data) implements Ephemeral {

    static Cell of(String text) {
      return new Cell(text, text);
    }

    @Override
    public String toString() {
      return "Cell[...]";
    }
  }

  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    total = total.map(List::copyOf);
  }

  @Override
  public String toString() {
    return "Table[" + key + "]";
  }
}
