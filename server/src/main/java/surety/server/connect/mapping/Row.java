package surety.server.connect.mapping;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import surety.server.platform.Ephemeral;

/// The declared fields of one JSON object, as they stood on the wire. A slot holds a text or the
/// rows of a nested array; a field that did not arrive, or arrived as null, leaves its slot empty.
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

  @Override
  public String toString() {
    return "Row[...]";
  }
}
