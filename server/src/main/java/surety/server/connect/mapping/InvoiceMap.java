package surety.server.connect.mapping;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import surety.server.connect.SourceRecord.Invoice;
import surety.server.connect.SourceRecord.Money;

final class InvoiceMap implements RecordMap<Invoice> {

  private final List<String> names;
  private final Field<String> id;
  private final Field<String> number;
  private final Field<String> clientId;
  private final Field<String> clientName;
  private final Field<Invoice.State> state;
  private final Field<LocalDate> issuedOn;
  private final Field<LocalDate> dueOn;
  private final Field<Money> total;
  private final Field<Money> open;
  private final Field<List<Invoice.Line>> lines;
  private final Field<List<Invoice.Payment>> payments;

  InvoiceMap(Fields fields) {
    FieldCompiler to = fields.compiler();
    id = fields.must("id", to::text);
    number = fields.may("number", to::text);
    clientId = fields.may("client_id", to::text);
    clientName = fields.may("client_name", to::text);
    state = fields.must("state", part -> to.choice(part, Invoice.State.class));
    issuedOn = fields.may("issued_on", to::date);
    dueOn = fields.may("due_on", to::date);
    total = fields.must("total", to::money);
    open = fields.may("open", to::money);
    lines = fields.may("lines", part -> lines(part, to));
    payments = fields.may("payments", part -> payments(part, to));
    names = fields.done();
  }

  /// Rows of a list; `project_id` and `amount` are the row's, `currency` is the invoice's. With
  /// `each` left out, the whole invoice falls on one project.
  private static Extract<List<Invoice.Line>> lines(Section.Part part, FieldCompiler to) {
    Section section = part.section();
    if (section.find("each").isEmpty()) {
      return oneLine(section, to);
    }
    ValueCompiler.Listing listing = to.listing(section.require("each"));
    FieldCompiler item = new FieldCompiler(listing.items());
    Extract<String> project = item.text(section.require("project_id"));
    ItemAmount amount = to.itemAmount(section, item);
    section.done();
    return (row, tables) -> {
      List<Invoice.Line> lines = new ArrayList<>();
      for (Row line : listing.rows().of(row, tables)) {
        lines.add(
            new Invoice.Line(
                project.of(line, tables).orElse(null),
                amount.of(row, line, tables).orElseThrow(Convert.Unreadable::new)));
      }
      return listed(lines);
    };
  }

  private static Extract<List<Invoice.Line>> oneLine(Section section, FieldCompiler to) {
    Extract<String> project = to.text(section.require("project_id"));
    Extract<Money> amount = to.money(section.require("amount"));
    section.done();
    return (row, tables) ->
        project
            .of(row, tables)
            .flatMap(
                id -> amount.of(row, tables).map(money -> List.of(new Invoice.Line(id, money))));
  }

  /// Rows of a list as with lines, or with `each` left out one payment of the invoice itself.
  private static Extract<List<Invoice.Payment>> payments(Section.Part part, FieldCompiler to) {
    Section section = part.section();
    if (section.find("each").isEmpty()) {
      return onePayment(section, to);
    }
    ValueCompiler.Listing listing = to.listing(section.require("each"));
    FieldCompiler item = new FieldCompiler(listing.items());
    Extract<LocalDate> day = item.date(section.require("paid_on"));
    ItemAmount amount = to.itemAmount(section, item);
    section.done();
    return (row, tables) ->
        listed(
            listing.rows().of(row, tables).stream()
                .flatMap(
                    paid -> payment(day.of(paid, tables), amount.of(row, paid, tables)).stream())
                .toList());
  }

  private static Extract<List<Invoice.Payment>> onePayment(Section section, FieldCompiler to) {
    Extract<LocalDate> day = to.date(section.require("paid_on"));
    Extract<Money> amount = to.money(section.require("amount"));
    section.done();
    return (row, tables) -> payment(day.of(row, tables), amount.of(row, tables)).map(List::of);
  }

  private static Optional<Invoice.Payment> payment(
      Optional<LocalDate> day, Optional<Money> amount) {
    return day.flatMap(
        paidOn ->
            amount
                .filter(money -> money.amount().signum() != 0)
                .map(money -> new Invoice.Payment(paidOn, money)));
  }

  private static <T> Optional<List<T>> listed(List<T> items) {
    return items.isEmpty() ? Optional.empty() : Optional.of(items);
  }

  @Override
  public Invoice map(Row row, Tables tables, Tally tally) {
    List<Invoice.Line> itsLines = lines.find(row, tables, tally);
    List<Invoice.Payment> itsPayments = payments.find(row, tables, tally);
    return new Invoice(
        id.require(row, tables),
        number.find(row, tables, tally),
        clientId.find(row, tables, tally),
        clientName.find(row, tables, tally),
        state.require(row, tables),
        issuedOn.find(row, tables, tally),
        dueOn.find(row, tables, tally),
        total.require(row, tables),
        open.find(row, tables, tally),
        itsLines == null ? List.of() : itsLines,
        itsPayments == null ? List.of() : itsPayments);
  }

  @Override
  public Tally tally() {
    return new Tally(names);
  }
}
