package surety.server.connect.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import surety.server.Corpus;
import surety.server.connect.Fetch;
import surety.server.connect.SourceRecord;
import surety.server.connect.mapping.BadValue;
import surety.server.connect.mapping.RecordMap;
import surety.server.connect.mapping.Row;
import surety.server.connect.mapping.Tables;

/// Whatever a vendor answers, it comes to records, to a page that is refused as a whole, or to
/// records of which a field is unreadable; and that does not depend on the pieces in which the
/// answer arrives.
///
/// The first line of an input names a list of a connector. What follows is a page of it and,
/// after a zero byte, one that serves as the page of each of its look-ups.
@DisplayNameGeneration(ReplaceUnderscores.class)
public class PageFuzzTest {

  private static final NavigableMap<String, PartPlan> LISTS = lists();

  private static NavigableMap<String, PartPlan> lists() {
    NavigableMap<String, PartPlan> lists = new TreeMap<>();
    for (ConnectorPlan connector : Connectors.bundled().all()) {
      for (Fetch fetch : Fetch.values()) {
        if (connector.fetch(fetch) instanceof FetchPlan.Offered offered) {
          String name = connector.id() + " " + fetch.key();
          offered.parts().forEach(part -> lists.put((name + " " + part.name()).strip(), part));
        }
      }
    }
    return lists;
  }

  static Stream<Arguments> corpus() throws IOException {
    return Corpus.of("pages");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corpus")
  void a_page_comes_to_records_or_is_refused(byte[] input) {
    fuzzerTestOneInput(input);
  }

  /// Tries one page.
  public static void fuzzerTestOneInput(byte[] input) {
    int page = end(input, 0, '\n') + 1;
    int lookups = end(input, page, '\0') + 1;
    PartPlan list = list(new String(input, 0, page - 1, StandardCharsets.UTF_8));
    byte[] first = Arrays.copyOfRange(input, Math.min(page, input.length), lookups - 1);
    byte[] others = Arrays.copyOfRange(input, Math.min(lookups, input.length), input.length);
    List<Object> records = records(list, new ByteArrayInputStream(first), others);
    assertThat(records(list, new Dripping(first), others)).isEqualTo(records);
  }

  // An unknown name is one of the next list.
  private static PartPlan list(String name) {
    Map.Entry<String, PartPlan> next = LISTS.ceilingEntry(name);
    return next == null ? LISTS.firstEntry().getValue() : next.getValue();
  }

  private static int end(byte[] input, int from, char mark) {
    int end = Math.min(from, input.length);
    while (end < input.length && input[end] != mark) {
      end++;
    }
    return end;
  }

  private static List<Object> records(PartPlan list, InputStream page, byte[] lookups) {
    Optional<Page> read = read(list.request().shape(), page);
    if (read.isEmpty()) {
      return List.of("no page");
    }
    Map<String, Map<String, List<Row>>> tables = new HashMap<>();
    for (LookupPlan lookup : list.lookups()) {
      read(lookup.request().shape(), new ByteArrayInputStream(lookups))
          .ifPresent(its -> index(lookup, its, tables));
    }
    Tables joined = new JoinTables(read.get().included(), tables, Map.of("currency", "EUR"));
    List<Object> records = new ArrayList<>();
    for (Row row : read.get().rows()) {
      for (Row one : list.split().isPresent() ? row.split(list.split().getAsInt()) : List.of(row)) {
        if (list.drop().isEmpty() || !list.drop().get().holds(one, joined)) {
          records.add(record(list.map(), one, joined));
        }
      }
    }
    return records;
  }

  private static Optional<Page> read(PageShape shape, InputStream page) {
    try {
      return Optional.of(shape.read(page));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void index(
      LookupPlan lookup, Page page, Map<String, Map<String, List<Row>>> tables) {
    JoinTables soFar = new JoinTables(Map.of(), tables, Map.of());
    lookup
        .tables()
        .forEach(
            (name, key) -> {
              Map<String, List<Row>> table = new HashMap<>();
              for (Row row : lookup.split(page.rows())) {
                key.of(row, soFar)
                    .ifPresent(it -> table.computeIfAbsent(it, _ -> new ArrayList<>()).add(row));
              }
              tables.put(name, table);
            });
  }

  private static Object record(RecordMap<? extends SourceRecord> map, Row row, Tables tables) {
    try {
      return map.map(row, tables, map.tally());
    } catch (BadValue e) {
      return e.field();
    }
  }

  /// A body of which each read brings one byte.
  private static final class Dripping extends ByteArrayInputStream {
    Dripping(byte[] body) {
      super(body);
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
      return super.read(into, offset, Math.min(length, 1));
    }
  }
}
