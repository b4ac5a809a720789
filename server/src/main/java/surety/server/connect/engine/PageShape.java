package surety.server.connect.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import surety.server.connect.mapping.Row;
import surety.server.connect.mapping.RowReader;
import surety.server.connect.mapping.Schema;
import surety.server.egress.AnswerHeaders;
import surety.server.egress.Exchange;

/// Where things are in a vendor's page.
///
/// @param page the declared fields of the page itself, or of each record if it is a bare list
/// @param records slot of the array of records; empty if the page is a bare list of them
/// @param included slots of side-loaded rows, for JSON:API pages that have them
/// @param envelope where the counts and the next page are told
/// @param absence for vendors that leave the array out when it is empty
/// @param keyed for vendors that write records by their ids and list those apart
/// @param status slot of a status in the page, for vendors that answer 200 to everything
record PageShape(
    Schema page,
    OptionalInt records,
    Optional<Included> included,
    Envelope envelope,
    Optional<Absence> absence,
    Optional<Keyed> keyed,
    OptionalInt status) {

  /// What a page looks like that has no array because there are no records.
  ///
  /// @param with a field that such a page has
  /// @param without a field that it has not, because it tells of an error
  record Absence(int with, int without) {}

  /// A list of the records that are on the page, which stand elsewhere by their ids.
  ///
  /// @param rows slot of the list
  /// @param id slot of the id in it
  /// @param own slot of the id in a record
  record Keyed(int rows, int id, int own) {}

  /// Side-loaded rows in one array, each with its type and id.
  ///
  /// @param types the types that are looked at
  record Included(Set<String> types, int rows, int type, int id) {}

  /// Where is told about the list.
  record Envelope(Told totalPages, Told totalRecords, Told next) {}

  Page read(InputStream in) throws IOException {
    return records.isPresent()
        ? read(RowReader.read(in, page), records.getAsInt())
        : Page.of(RowReader.readList(in, page));
  }

  private Page read(Row row, int slot) throws IOException {
    OptionalInt told = status.isPresent() ? number(row.text(status.getAsInt())) : status;
    if (told.isPresent() && told.getAsInt() / 100 != 2) {
      return Page.refused(told.getAsInt());
    }
    return new Page(
        keyed.isPresent() ? listed(row, slot, keyed.get()) : records(row, slot),
        included.map(slots -> byTypeAndId(row, slots)).orElse(Map.of()),
        number(envelope.totalPages().of(row)),
        number(envelope.totalRecords().of(row)),
        envelope.next().of(row),
        OptionalInt.empty());
  }

  private List<Row> records(Row row, int slot) throws IOException {
    if (!row.has(slot) && !isEmpty(row)) {
      throw new IOException("no array of records");
    }
    return row.rows(slot);
  }

  private static List<Row> listed(Row page, int slot, Keyed keyed) throws IOException {
    if (!page.has(keyed.rows())) {
      throw new IOException("no list of records");
    }
    Map<String, Row> byId = new HashMap<>();
    page.rows(slot).forEach(row -> row.text(keyed.own()).ifPresent(id -> byId.put(id, row)));
    List<Row> records = new ArrayList<>();
    for (Row each : page.rows(keyed.rows())) {
      Row record = byId.get(each.text(keyed.id()).orElse(""));
      if (record == null) {
        throw new IOException("a record that is listed is missing");
      }
      records.add(record);
    }
    return records;
  }

  private boolean isEmpty(Row row) {
    return absence
        .map(its -> row.text(its.with()).isPresent() && row.text(its.without()).isEmpty())
        .orElse(false);
  }

  /// The same answer with what its headers tell about the list. One whose page tells of an error is
  /// no success, whatever its status.
  Exchange<Page> completed(Exchange<Page> exchange) {
    if (!(exchange instanceof Exchange.Answered<Page>(int status, var headers, Page read))) {
      return exchange;
    }
    return read.refusal().isPresent()
        ? new Exchange.Declined<>(read.refusal().getAsInt(), headers)
        : new Exchange.Answered<>(status, headers, completed(read, headers));
  }

  private Page completed(Page read, AnswerHeaders headers) {
    return new Page(
        read.rows(),
        read.included(),
        read.totalPages().isPresent() ? read.totalPages() : told(envelope.totalPages(), headers),
        read.totalRecords().isPresent()
            ? read.totalRecords()
            : told(envelope.totalRecords(), headers),
        read.next().or(() -> envelope.next().of(headers)),
        OptionalInt.empty());
  }

  // A header that is no number tells nothing; the list is then known to be incomplete.
  private static OptionalInt told(Told where, AnswerHeaders headers) {
    Optional<String> text = where.of(headers).filter(PageShape::isCount);
    return text.isPresent() ? OptionalInt.of(Integer.parseInt(text.get())) : OptionalInt.empty();
  }

  private static boolean isCount(String text) {
    return text.matches("[0-9]{1,9}");
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

  private static OptionalInt number(Optional<String> text) throws IOException {
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!isCount(text.get())) {
      throw new IOException("a count is not a number");
    }
    return OptionalInt.of(Integer.parseInt(text.get()));
  }
}
