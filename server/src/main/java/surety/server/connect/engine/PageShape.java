package surety.server.connect.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import surety.server.connect.mapping.Row;
import surety.server.connect.mapping.RowReader;
import surety.server.connect.mapping.Schema;

/// Where things are in a vendor's page.
///
/// @param page the declared fields of the page itself
/// @param records slot of the array of records
/// @param included slots of side-loaded rows, for JSON:API pages that have them
/// @param envelope slots of the counts and the next link
record PageShape(Schema page, int records, Optional<Included> included, Envelope envelope) {

  /// Side-loaded rows in one array, each with its type and id.
  ///
  /// @param types the types that are looked at
  record Included(Set<String> types, int rows, int type, int id) {}

  /// What the page tells about the list.
  record Envelope(int totalPages, int totalRecords, int next) {}

  Page read(InputStream in) throws IOException {
    Row row = RowReader.read(in, page);
    if (!row.has(records)) {
      throw new IOException("no array of records");
    }
    return new Page(
        row.rows(records),
        included.map(slots -> byTypeAndId(row, slots)).orElse(Map.of()),
        number(row, envelope.totalPages()),
        number(row, envelope.totalRecords()),
        row.text(envelope.next()));
  }

  private static Map<String, Map<String, List<Row>>> byTypeAndId(Row page, Included slots) {
    Map<String, Map<String, List<Row>>> tables = new HashMap<>();
    for (Row row : page.rows(slots.rows())) {
      Optional<String> type = row.text(slots.type());
      Optional<String> id = row.text(slots.id());
      if (type.filter(slots.types()::contains).isPresent() && id.isPresent()) {
        tables.computeIfAbsent(type.get(), _ -> new HashMap<>()).put(id.get(), List.of(row));
      }
    }
    return tables;
  }

  private static OptionalInt number(Row row, int slot) throws IOException {
    Optional<String> text = row.text(slot);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!text.get().matches("[0-9]{1,9}")) {
      throw new IOException("a count is not a number");
    }
    return OptionalInt.of(Integer.parseInt(text.get()));
  }
}
