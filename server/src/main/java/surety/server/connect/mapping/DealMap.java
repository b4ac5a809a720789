package surety.server.connect.mapping;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import surety.server.connect.SourceRecord.Deal;
import surety.server.connect.SourceRecord.Money;

final class DealMap implements RecordMap<Deal> {

  private final List<String> names;
  private final Field<String> id;
  private final Field<String> name;
  private final Field<String> clientName;
  private final Field<Deal.State> state;
  private final Field<Money> value;
  private final Field<BigDecimal> probability;
  private final Field<LocalDate> createdOn;
  private final Field<LocalDate> expectedCloseOn;
  private final Field<LocalDate> closedOn;

  DealMap(Fields fields) {
    FieldCompiler to = fields.compiler();
    id = fields.must("id", to::text);
    name = fields.must("name", to::text);
    clientName = fields.may("client_name", to::text);
    state = fields.must("state", part -> to.choice(part, Deal.State.class));
    value = fields.may("value", to::money);
    probability = fields.may("probability", to::share);
    createdOn = fields.may("created_on", to::date);
    expectedCloseOn = fields.may("expected_close_on", to::date);
    closedOn = fields.may("closed_on", to::date);
    names = fields.done();
  }

  @Override
  public Deal map(Row row, Tables tables, Tally tally) {
    return new Deal(
        id.require(row, tables),
        name.require(row, tables),
        clientName.find(row, tables, tally),
        state.require(row, tables),
        value.find(row, tables, tally),
        probability.find(row, tables, tally),
        createdOn.find(row, tables, tally),
        expectedCloseOn.find(row, tables, tally),
        closedOn.find(row, tables, tally));
  }

  @Override
  public Tally tally() {
    return new Tally(names);
  }
}
