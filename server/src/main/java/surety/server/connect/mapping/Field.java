package surety.server.connect.mapping;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One field of a map, under its name.
record Field<T>(String name, int index, Extract<T> extract) {

  T require(Row row, Tables tables) {
    return read(row, tables).orElseThrow(() -> new BadValue(name));
  }

  /// The value, or null and a count of one more record that lacks it.
  @Nullable T find(Row row, Tables tables, Tally tally) {
    Optional<T> value = read(row, tables);
    if (value.isEmpty()) {
      tally.missing(index);
    }
    return value.orElse(null);
  }

  private Optional<T> read(Row row, Tables tables) {
    try {
      return extract.of(row, tables);
    } catch (Convert.Unreadable e) {
      throw new BadValue(name);
    }
  }
}
