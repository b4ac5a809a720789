package surety.server.connect.mapping;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import surety.server.connect.SourceRecord.Booking;

final class BookingMap implements RecordMap<Booking> {

  private final List<String> names;
  private final Field<String> id;
  private final Field<String> personId;
  private final Field<String> projectId;
  private final Field<Booking.Kind> kind;
  private final Field<LocalDate> from;
  private final Field<LocalDate> to;
  private final Field<Duration> perDay;
  private final Field<Duration> total;
  private final Field<Boolean> tentative;

  BookingMap(Fields fields) {
    FieldCompiler compiler = fields.compiler();
    id = fields.must("id", compiler::text);
    personId = fields.must("person_id", compiler::text);
    projectId = fields.may("project_id", compiler::text);
    kind = fields.must("kind", part -> compiler.choice(part, Booking.Kind.class));
    from = fields.must("from", compiler::date);
    to = fields.must("to", compiler::date);
    perDay = fields.may("per_day", compiler::duration);
    total = fields.may("total", compiler::duration);
    tentative = fields.must("tentative", compiler::flag);
    names = fields.done();
  }

  @Override
  public Booking map(Row row, Tables tables, Tally tally) {
    return new Booking(
        id.require(row, tables),
        personId.require(row, tables),
        projectId.find(row, tables, tally),
        kind.require(row, tables),
        from.require(row, tables),
        to.require(row, tables),
        perDay.find(row, tables, tally),
        total.find(row, tables, tally),
        tentative.require(row, tables));
  }

  @Override
  public Tally tally() {
    return new Tally(names);
  }
}
