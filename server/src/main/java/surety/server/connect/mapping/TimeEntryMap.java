package surety.server.connect.mapping;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import surety.server.connect.SourceRecord.Money;
import surety.server.connect.SourceRecord.TimeEntry;

final class TimeEntryMap implements RecordMap<TimeEntry> {

  private final List<String> names;
  private final Field<String> id;
  private final Field<String> personId;
  private final Field<String> projectId;
  private final Field<LocalDate> day;
  private final Field<Duration> worked;
  private final Field<Duration> billable;
  private final Field<Money> billRate;
  private final Field<Money> costRate;
  private final Field<Boolean> approved;

  TimeEntryMap(Fields fields) {
    FieldCompiler to = fields.compiler();
    id = fields.must("id", to::text);
    personId = fields.must("person_id", to::text);
    projectId = fields.may("project_id", to::text);
    day = fields.must("day", to::date);
    worked = fields.must("worked", to::duration);
    billable = fields.must("billable", to::duration);
    billRate = fields.may("bill_rate", to::money);
    costRate = fields.may("cost_rate", to::money);
    approved = fields.may("approved", to::flag);
    names = fields.done();
  }

  @Override
  public TimeEntry map(Row row, Tables tables, Tally tally) {
    return new TimeEntry(
        id.require(row, tables),
        personId.require(row, tables),
        projectId.find(row, tables, tally),
        day.require(row, tables),
        worked.require(row, tables),
        billable.require(row, tables),
        billRate.find(row, tables, tally),
        costRate.find(row, tables, tally),
        approved.find(row, tables, tally));
  }

  @Override
  public Tally tally() {
    return new Tally(names);
  }
}
