package surety.sandbox;

import static surety.sandbox.Condition.Comparison.AT_LEAST;
import static surety.sandbox.Condition.Comparison.AT_MOST;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Invoices and estimates as Harvest has them. Deals are estimates, credit notes are invoices with
/// negative amounts, a written-off invoice is closed and owes nothing.
final class HarvestMoney {
  private final Firm firm;
  private final FirmIndex index;

  HarvestMoney(Firm firm) {
    this.firm = firm;
    this.index = new FirmIndex(firm);
  }

  Table invoices() {
    Shape<Invoice> shape =
        new Shape<Invoice>(Invoice::id, this::invoice)
            .column("issue_date", Invoice::issuedOn)
            .column("state", HarvestMoney::state)
            .column("client_id", Invoice::clientId)
            .column("project_id", i -> i.lines().getFirst().projectId())
            .column("updated_at", i -> Times.utc(Times.changedOn(i), 8));
    Table table = new Table("invoices", shape.rows(firm.invoices())).filter("state");
    table.filter("client_id").filter("project_id").filter("from", "issue_date", AT_LEAST);
    return table.filter("to", "issue_date", AT_MOST);
  }

  private static String state(Invoice invoice) {
    return invoice.state() == Invoice.State.WRITTEN_OFF
        ? "closed"
        : invoice.state().name().toLowerCase(Locale.ROOT);
  }

  private void invoice(Invoice invoice, Json json) {
    boolean paid = invoice.state() == Invoice.State.PAID;
    boolean closed = invoice.state() == Invoice.State.WRITTEN_OFF;
    json.put("number", invoice.number()).put("purchase_order", "");
    json.put("amount", HarvestTables.money(invoice.gross()));
    json.put("due_amount", HarvestTables.money(invoice.open()));
    json.put("tax", invoice.taxPercent()).put("tax_amount", HarvestTables.money(invoice.tax()));
    json.put("tax2", null).put("tax2_amount", HarvestTables.money(0)).put("discount", null);
    json.put("discount_amount", HarvestTables.money(0)).put("subject", invoice.subject());
    json.put("notes", null).put("state", state(invoice)).put("period_start", invoice.periodStart());
    json.put("period_end", invoice.periodEnd()).put("issue_date", invoice.issuedOn());
    json.put("due_date", invoice.dueOn());
    json.put("payment_term", "net " + index.client(invoice.clientId()).paymentTermDays());
    json.put("sent_at", Times.utc(invoice.sentOn(), 10));
    json.put("paid_at", paid ? Times.utc(invoice.closedOn(), 8) : null);
    json.put("paid_date", paid ? invoice.closedOn() : null);
    json.put("closed_at", closed ? Times.utc(invoice.closedOn(), 8) : null);
    HarvestTables.stamps(
        json, Times.utc(invoice.createdOn(), 9), Times.utc(Times.changedOn(invoice), 8));
    json.put("currency", invoice.currency());
    HarvestTables.client(json, index.client(invoice.clientId()), false);
    json.put("estimate", null).put("retainer", null);
    creator(json, firm.people().getFirst());
    json.openArray("line_items");
    invoice.lines().forEach(line -> json.element(line(invoice, line)));
    json.closeArray();
  }

  private static void creator(Json json, Person person) {
    json.open("creator").put("id", person.id()).put("name", person.name()).close();
  }

  private String line(Invoice invoice, Invoice.Line line) {
    Integer minutes = line.minutes();
    Project project = index.project(line.projectId());
    Json json = new Json().open().put("id", line.id()).put("kind", "Service");
    json.put("description", line.description());
    json.put("quantity", minutes == null ? HarvestTables.money(100) : HarvestTables.hours(minutes));
    json.put("unit_price", HarvestTables.money(line.unitPrice()));
    json.put("amount", HarvestTables.money(line.amount())).put("taxed", invoice.taxPercent() > 0);
    json.put("taxed2", false).open("project").put("id", project.id()).put("name", project.name());
    return json.put("code", project.code()).close().close().toString();
  }

  Table estimates() {
    Shape<Deal> shape =
        new Shape<Deal>(Deal::id, this::estimate)
            .column("issue_date", Deal::createdOn)
            .column("state", HarvestMoney::state)
            .column("client_id", Deal::clientId)
            .column("updated_at", deal -> Times.utc(changed(deal), 12));
    Table table =
        new Table("estimates", shape.rows(firm.deals())).filter("state").filter("client_id");
    return table.filter("from", "issue_date", AT_LEAST).filter("to", "issue_date", AT_MOST);
  }

  // A lead is a draft; everything later in the pipeline was sent.
  private static String state(Deal deal) {
    return switch (deal.state()) {
      case OPEN -> deal.stageId() == 41 ? "draft" : "sent";
      case WON -> "accepted";
      case LOST -> "declined";
    };
  }

  private static java.time.LocalDate changed(Deal deal) {
    return deal.closedOn() == null ? deal.createdOn() : deal.closedOn();
  }

  private void estimate(Deal deal, Json json) {
    Client client = index.client(deal.clientId());
    @Nullable String closed = Times.utc(deal.closedOn(), 12);
    json.put("number", "E-" + (deal.id() - 301_000))
        .put("amount", HarvestTables.money(deal.value()));
    json.put("tax", null)
        .put("discount", null)
        .put("subject", deal.name())
        .put("state", state(deal));
    json.put("issue_date", deal.createdOn());
    json.put("sent_at", state(deal).equals("draft") ? null : Times.utc(deal.createdOn(), 12));
    json.put("accepted_at", deal.state() == Deal.State.WON ? closed : null);
    json.put("declined_at", deal.state() == Deal.State.LOST ? closed : null);
    json.put("currency", client.currency());
    HarvestTables.stamps(json, Times.utc(deal.createdOn(), 12), Times.utc(changed(deal), 12));
    HarvestTables.client(json, client, false);
    creator(json, index.person(deal.ownerId()));
    json.openArray("line_items").closeArray();
  }
}
