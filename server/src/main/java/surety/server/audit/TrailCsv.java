package surety.server.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import surety.server.platform.CsvField;

/// Writes entries as CSV (RFC 4180), every field in quotes.
final class TrailCsv<T extends TrailEntry> {

  static final TrailCsv<AccessRow> ACCESSES =
      TrailCsv.<AccessRow>common()
          .with("action", AccessRow::action)
          .with("data", AccessRow::dataKind)
          .with("first_day", AccessRow::firstDay)
          .with("last_day", AccessRow::lastDay)
          .with("connection_id", AccessRow::connectionId)
          .with("records", AccessRow::count)
          .with("outcome", AccessRow::outcome)
          .with("completes", AccessRow::completes)
          .with("detail", AccessRow::detail);

  static final TrailCsv<ChangeImages> CHANGES =
      TrailCsv.<ChangeImages>common()
          .with("table", ChangeImages::table)
          .with("operation", ChangeImages::operation)
          .with("before", ChangeImages::before)
          .with("after", ChangeImages::after);

  private final Map<String, Function<T, @Nullable Object>> columns = new LinkedHashMap<>();

  private static <T extends TrailEntry> TrailCsv<T> common() {
    return new TrailCsv<T>()
        .with("time", TrailEntry::at)
        .with("id", TrailEntry::id)
        .with("accessor", TrailEntry::accessor)
        .with("principal", TrailEntry::principal)
        .with("email", TrailEntry::email);
  }

  private TrailCsv<T> with(String name, Function<T, @Nullable Object> value) {
    columns.put(name, value);
    return this;
  }

  void writeHeader(Appendable out) throws IOException {
    writeLine(out, new ArrayList<>(columns.keySet()));
  }

  void write(List<T> entries, Appendable out) throws IOException {
    for (T entry : entries) {
      writeLine(out, values(entry));
    }
  }

  private List<@Nullable Object> values(T entry) {
    List<@Nullable Object> values = new ArrayList<>();
    columns.values().forEach(value -> values.add(value.apply(entry)));
    return values;
  }

  private static void writeLine(Appendable out, List<? extends @Nullable Object> values)
      throws IOException {
    String separator = "";
    for (Object value : values) {
      out.append(separator).append(field(value));
      separator = ",";
    }
    out.append("\r\n");
  }

  static String field(@Nullable Object value) {
    return CsvField.of(value == null ? "" : value.toString());
  }
}
