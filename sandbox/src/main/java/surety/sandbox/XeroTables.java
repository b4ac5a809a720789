package surety.sandbox;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The firm in Xero's resources: ids are UUIDs, days are told as text and in milliseconds.
final class XeroTables {
  private final Firm firm;
  private final FirmIndex index;

  XeroTables(Firm firm) {
    this.firm = firm;
    this.index = new FirmIndex(firm);
  }

  List<Table> all() {
    return List.of(
        table("api.xro/2.0/Invoices", this::invoice, invoices(Invoice.Kind.INVOICE)),
        table("api.xro/2.0/CreditNotes", this::credit, invoices(Invoice.Kind.CREDIT_NOTE)),
        new Table(
            "api.xro/2.0/Contacts",
            new Shape<>(Client::id, XeroTables::contact).rows(firm.clients())),
        new Table("api.xro/2.0/Quotes", new Shape<>(Deal::id, this::quote).rows(firm.deals())),
        new Table(
            "projects.xro/2.0/Projects",
            new Shape<>(Project::id, this::project)
                .column("status", XeroTables::status)
                .rows(firm.projects())),
        new Table(
            "projects.xro/2.0/ProjectsUsers",
            new Shape<>(Person::id, XeroTables::user).rows(firm.people())));
  }

  private static Table table(
      String name, java.util.function.BiConsumer<Invoice, Json> writer, List<Invoice> invoices) {
    return new Table(name, new Shape<>(Invoice::id, writer).rows(invoices));
  }

  private List<Invoice> invoices(Invoice.Kind kind) {
    return firm.invoices().stream().filter(invoice -> invoice.kind() == kind).toList();
  }

  static String uuid(long id) {
    return "00000000-0000-4000-8000-%012d".formatted(id);
  }

  private static @Nullable String text(@Nullable LocalDate day) {
    return day == null ? null : day + "T00:00:00";
  }

  private static @Nullable String millis(@Nullable LocalDate day) {
    return day == null
        ? null
        : "/Date(" + day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() + "+0000)/";
  }

  private void paper(Invoice invoice, Json json) {
    Client client = index.client(invoice.clientId());
    json.open("Contact").put("ContactID", uuid(client.id())).put("Name", client.name()).close();
    json.put("DateString", text(invoice.issuedOn())).put("Date", millis(invoice.issuedOn()));
    json.put("LineAmountTypes", "Exclusive").put("CurrencyCode", invoice.currency());
    json.put("CurrencyRate", 1.0).put("Status", status(invoice));
    json.put("UpdatedDateUTC", millis(Times.changedOn(invoice)));
    if (invoice.closedOn() != null) {
      json.put("FullyPaidOnDate", millis(invoice.closedOn()));
    }
  }

  private static String status(Invoice invoice) {
    return switch (invoice.state()) {
      case DRAFT -> "DRAFT";
      case OPEN -> "AUTHORISED";
      case PAID, WRITTEN_OFF -> "PAID";
    };
  }

  private void invoice(Invoice invoice, Json json) {
    json.put("Type", "ACCREC").put("InvoiceID", uuid(invoice.id()));
    json.put("InvoiceNumber", invoice.number()).put("Reference", invoice.subject());
    paper(invoice, json);
    json.put("DueDateString", text(invoice.dueOn())).put("DueDate", millis(invoice.dueOn()));
    json.put("SubTotal", HarvestTables.money(invoice.net()));
    json.put("TotalTax", HarvestTables.money(invoice.tax()));
    json.put("Total", HarvestTables.money(invoice.gross()));
    json.put("AmountDue", HarvestTables.money(invoice.open()));
    json.put("AmountPaid", HarvestTables.money(invoice.paid()));
    json.put("AmountCredited", HarvestTables.money(invoice.credited() + invoice.writtenOff()));
    json.openArray("Payments");
    for (Invoice.Payment payment : invoice.payments()) {
      Json paid = new Json().open().put("PaymentID", uuid(payment.id()));
      paid.put("Date", millis(payment.paidOn()));
      json.element(paid.put("Amount", HarvestTables.money(payment.amount())).close().toString());
    }
    json.closeArray();
  }

  private void credit(Invoice note, Json json) {
    json.put("Type", "ACCRECCREDIT").put("CreditNoteID", uuid(note.id()));
    json.put("CreditNoteNumber", note.number());
    paper(note, json);
    json.put("SubTotal", HarvestTables.money(-note.net()));
    json.put("TotalTax", HarvestTables.money(-note.tax()));
    json.put("Total", HarvestTables.money(-note.gross()));
    json.put("RemainingCredit", HarvestTables.money(-note.open()));
  }

  private static void contact(Client client, Json json) {
    json.put("ContactID", uuid(client.id())).put("Name", client.name());
    json.put("ContactStatus", "ACTIVE");
  }

  private void quote(Deal deal, Json json) {
    Client client = index.client(deal.clientId());
    json.put("QuoteID", uuid(deal.id())).put("QuoteNumber", "QU-" + deal.id());
    json.open("Contact").put("ContactID", uuid(client.id())).put("Name", client.name()).close();
    json.put("DateString", text(deal.createdOn())).put("Title", deal.name());
    json.put(
        "Status",
        switch (deal.state()) {
          case OPEN -> "SENT";
          case WON -> "INVOICED";
          case LOST -> "DECLINED";
        });
    json.put("CurrencyCode", deal.value() == null ? null : deal.value().currency());
    json.put("SubTotal", HarvestTables.money(deal.value()));
  }

  private static String status(Project project) {
    return project.archived() ? "CLOSED" : "INPROGRESS";
  }

  private void project(Project project, Json json) {
    json.put("projectId", uuid(project.id()));
    json.put("contactId", uuid(Objects.requireNonNull(project.clientId())));
    json.put("name", project.name()).put("currencyCode", project.currency());
    Money fee = project.fee();
    if (fee != null) {
      json.open("estimate").put("currency", fee.currency());
      json.put("value", HarvestTables.money(fee)).close();
    }
    json.put("deadlineUtc", Times.utc(project.endsOn(), 0)).put("status", status(project));
  }

  private static void user(Person person, Json json) {
    json.put("userId", uuid(person.id())).put("name", person.name()).put("email", person.email());
  }
}
