package surety.server.connect.mapping;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import surety.server.connect.SourceRecord.Billing;
import surety.server.connect.SourceRecord.Money;
import surety.server.connect.SourceRecord.Project;

final class ProjectMap implements RecordMap<Project> {

  private final List<String> names;
  private final Field<String> id;
  private final Field<String> name;
  private final Field<String> clientId;
  private final Field<String> clientName;
  private final Field<Boolean> archived;
  private final Field<Billing> billing;
  private final Field<Currency> currency;
  private final Field<Money> fee;
  private final Field<LocalDate> startsOn;
  private final Field<LocalDate> endsOn;

  ProjectMap(Fields fields) {
    FieldCompiler to = fields.compiler();
    id = fields.must("id", to::text);
    name = fields.must("name", to::text);
    clientId = fields.may("client_id", to::text);
    clientName = fields.may("client_name", to::text);
    archived = fields.must("archived", to::flag);
    billing = fields.must("billing", part -> to.choice(part, Billing.class));
    currency = fields.may("currency", to::currency);
    fee = fields.may("fee", to::money);
    startsOn = fields.may("starts_on", to::date);
    endsOn = fields.may("ends_on", to::date);
    names = fields.done();
  }

  @Override
  public Project map(Row row, Tables tables, Tally tally) {
    return new Project(
        id.require(row, tables),
        name.require(row, tables),
        clientId.find(row, tables, tally),
        clientName.find(row, tables, tally),
        archived.require(row, tables),
        billing.require(row, tables),
        currency.find(row, tables, tally),
        fee.find(row, tables, tally),
        startsOn.find(row, tables, tally),
        endsOn.find(row, tables, tally));
  }

  @Override
  public Tally tally() {
    return new Tally(names);
  }
}
