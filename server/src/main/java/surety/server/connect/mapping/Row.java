package surety.server.connect.mapping;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import surety.server.platform.Ephemeral;

/// The declared fields of one JSON object, as they stood on the wire. A slot holds a text or the
/// rows or texts of a nested array; a field that did not arrive, or arrived as null, leaves its
/// slot empty.
public final class Row implements Ephemeral {

  private final @Nullable Object[] cells;

  Row(int slots) {
    cells = new @Nullable Object[slots];
  }

  void set(int slot, @Nullable Object value) {
    cells[slot] = value;
  }

  /// The text in a slot.
  public Optional<String> text(int slot) {
    return cells[slot] instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /// Whether anything arrived for a slot.
  public boolean has(int slot) {
    return cells[slot] != null;
  }

  /// The rows in a slot, none if the array did not arrive.
  @SuppressWarnings("unchecked")
  public List<Row> rows(int slot) {
    return cells[slot] instanceof List<?> rows ? (List<Row>) rows : List.of();
  }

  /// The texts in a slot, none if the array did not arrive.
  List<String> texts(int slot) {
    return cells[slot] instanceof Texts(List<String> texts) ? texts : List.of();
  }

  /// One row for each text or nested row in a slot, with that alone in it; this row if there is no
  /// text, or if no array arrived.
  public List<Row> split(int slot) {
    return switch (cells[slot]) {
      case Texts(List<String> texts) when !texts.isEmpty() ->
          texts.stream().map(text -> with(slot, text)).toList();
      case List<?> rows -> rows.stream().map(row -> with(slot, List.of(row))).toList();
      case null, default -> List.of(this);
    };
  }

  private Row with(int slot, Object value) {
    Row row = new Row(cells.length);
    System.arraycopy(cells, 0, row.cells, 0, cells.length);
    row.set(slot, value);
    return row;
  }

  /// The scalars of an array.
  record Texts(List<String> texts) implements Ephemeral {
    @Override
    public String toString() {
      return "Texts[...]";
    }
  }

  @Override
  public String toString() {
    return "Row[...]";
  }
}
