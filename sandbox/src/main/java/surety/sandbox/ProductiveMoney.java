package surety.sandbox;

import static surety.sandbox.Condition.Comparison.AT_LEAST;
import static surety.sandbox.Condition.Comparison.AT_MOST;
import static surety.sandbox.ProductiveTables.shape;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The firm's sales and invoices in Productive.io's resources. A budget is a deal with `budget`
/// true.
final class ProductiveMoney {
  private final Firm firm;
  private final FirmIndex index;
  private final BudgetUse use;

  ProductiveMoney(Firm firm) {
    this.firm = firm;
    this.index = new FirmIndex(firm);
    this.use = new BudgetUse(firm);
  }

  List<Table> all() {
    return List.of(
        deals(),
        ProductiveStages.stages(firm),
        ProductiveStages.pipelines(),
        invoices(),
        attributions(),
        lineItems(),
        payments());
  }

  /// Writes an amount in its own and in the organization's currency.
  static void amount(Firm firm, Json json, String name, @Nullable Money money) {
    json.put(name, money == null ? null : money.minorUnits());
    json.put(name + "_default", money == null ? null : inHomeCurrency(firm, money));
  }

  private static long inHomeCurrency(Firm firm, Money money) {
    BigDecimal rate = firm.exchangeRates().getOrDefault(money.currency(), BigDecimal.ONE);
    BigDecimal converted = rate.multiply(BigDecimal.valueOf(money.minorUnits()));
    return converted.setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  private void currency(Json json, String currency) {
    json.put("currency", currency).put("currency_default", firm.homeCurrency());
    json.put("currency_normalized", currency);
    json.put("exchange_rate", String.valueOf(firm.exchangeRates().get(currency)));
  }

  private Table deals() {
    Shape<Budget> budgets =
        ProductiveTables.<Budget>shape(Budget::id, this::budget)
            .column("type", _ -> 2)
            .column("budget_status", budget -> budget.closed() ? 2 : 1)
            .column("stage_status_id", _ -> 2)
            .column("last_activity_at", _ -> Times.utc(firm.today(), 6))
            .one("company", budget -> index.project(budget.projectId()).clientId())
            .one("project", Budget::projectId)
            .one("responsible", budget -> index.project(budget.projectId()).managerId());
    Shape<Deal> deals =
        ProductiveTables.<Deal>shape(Deal::id, this::deal)
            .column("type", _ -> 1)
            .column("stage_status_id", deal -> ProductiveStages.status(deal.state()))
            .column("probability", Deal::probabilityPercent)
            .column("created_at", deal -> Times.utc(deal.createdOn(), 8))
            .column("last_activity_at", deal -> Times.utc(lastActivity(deal), 8))
            .one("company", Deal::clientId)
            .one("deal_status", Deal::stageId)
            .one("pipeline", _ -> ProductiveStages.PIPELINE)
            .one("responsible", Deal::ownerId);
    List<Row> rows = new ArrayList<>(budgets.rows(firm.budgets()));
    rows.addAll(deals.rows(firm.deals()));
    Table table = new Table("deals", rows).one("company", "companies").one("project", "projects");
    table
        .one("deal_status", "deal_statuses")
        .one("pipeline", "pipelines")
        .one("responsible", "people");
    table.one("lost_reason", "lost_reasons").one("origin_deal", "deals").filter("type");
    table.filter("budget_status").filter("stage_status_id").filter("probability");
    return table.filter("created_at").filter("last_activity_at");
  }

  private static LocalDate lastActivity(Deal deal) {
    return deal.closedOn() == null ? deal.createdOn() : deal.closedOn();
  }

  private void budget(Budget budget, Json json) {
    Project project = index.project(budget.projectId());
    BudgetUse.Sums sums = use.of(budget.id());
    json.put("name", project.name() + ", " + budget.name());
    json.put("number", Long.toString(budget.id() - 300_000))
        .put("deal_number", Long.toString(budget.id() - 300_000));
    json.put("budget", true).put("date", budget.from()).put("end_date", budget.to());
    json.put("probability", null).put("sales_status_id", 2);
    currency(json, project.currency());
    amount(firm, json, "budget_total", budget.total());
    amount(firm, json, "budget_used", new Money(sums.used(), project.currency()));
    amount(firm, json, "revenue", new Money(sums.used(), project.currency()));
    amount(firm, json, "invoiced", new Money(sums.invoiced(), project.currency()));
    amount(firm, json, "draft_invoiced", new Money(sums.drafted(), project.currency()));
    json.put("worked_time", sums.minutes()).put("billable_time", sums.billableMinutes());
    String closed = budget.closed() ? Times.local(firm.today(), 6) : null;
    json.put("won_at", null)
        .put("lost_at", null)
        .put("sales_closed_on", null)
        .put("closed_at", closed);
    json.put("delivered_on", null).put("last_activity_at", Times.local(firm.today(), 6));
    json.put("created_at", Times.local(project.createdOn(), 8)).raw("tag_list", "[]");
  }

  private void deal(Deal deal, Json json) {
    Money value = deal.value();
    boolean won = deal.state() == Deal.State.WON;
    Money earned =
        won && value != null ? value : new Money(0, index.client(deal.clientId()).currency());
    json.put("name", deal.name()).put("number", Long.toString(deal.id() - 300_000));
    json.put("deal_number", Long.toString(deal.id() - 300_000)).put("budget", false);
    json.put("date", deal.createdOn()).put("end_date", deal.expectedCloseOn());
    json.put("probability", deal.probabilityPercent());
    currency(json, earned.currency());
    amount(firm, json, "revenue", earned);
    amount(firm, json, "projected_revenue", value);
    String closed = Times.local(deal.closedOn(), 8);
    json.put("sales_status_id", ProductiveStages.status(deal.state()))
        .put("won_at", won ? closed : null);
    json.put("lost_at", deal.state() == Deal.State.LOST ? closed : null);
    json.put("sales_closed_on", deal.closedOn()).put("closed_at", null);
    json.put("last_activity_at", Times.local(lastActivity(deal), 8));
    json.put("created_at", Times.local(deal.createdOn(), 8)).raw("tag_list", "[]");
  }

  private Table invoices() {
    Shape<Invoice> shape =
        ProductiveTables.<Invoice>shape(Invoice::id, this::invoice)
            .column("invoiced_on", Invoice::issuedOn)
            .column("pay_on", Invoice::dueOn)
            .column("paid_on", ProductiveMoney::paidOn)
            .column("sent_on", Invoice::sentOn)
            .column("updated_at", invoice -> Times.utc(Times.changedOn(invoice), 7))
            .column("last_activity_at", invoice -> Times.utc(Times.changedOn(invoice), 7))
            .one("company", Invoice::clientId)
            .one("parent_invoice", Invoice::creditedInvoiceId)
            .many("invoice_attributions", invoice -> List.copyOf(byBudget(invoice).keySet()));
    Table table = new Table("invoices", shape.rows(firm.invoices())).one("company", "companies");
    table.one("parent_invoice", "invoices").one("subsidiary", "subsidiaries");
    table.many("invoice_attributions", "invoice_attributions").filter("updated_at");
    table.filter("invoiced_on").filter("pay_on").filter("paid_on").filter("sent_on");
    return table.filter("last_activity_at");
  }

  private static @Nullable Object paidOn(Invoice invoice) {
    return invoice.state() == Invoice.State.PAID ? invoice.closedOn() : null;
  }

  private void invoice(Invoice invoice, Json json) {
    json.put("number", invoice.number()).put("subject", invoice.subject());
    json.put("invoiced_on", invoice.issuedOn()).put("sent_on", invoice.sentOn());
    json.put("pay_on", invoice.dueOn()).put("paid_on", paidOn(invoice));
    json.put("finalized_on", invoice.sentOn());
    json.put("invoice_type_id", invoice.kind() == Invoice.Kind.INVOICE ? 1 : 2);
    json.put("credited", invoice.kind() == Invoice.Kind.INVOICE && invoice.credited() != 0);
    currency(json, invoice.currency());
    amount(json, invoice, "amount", invoice.net());
    amount(json, invoice, "amount_tax", invoice.tax());
    amount(json, invoice, "amount_with_tax", invoice.gross());
    amount(json, invoice, "amount_paid", invoice.paid());
    amount(json, invoice, "amount_unpaid", invoice.open());
    amount(json, invoice, "amount_credited", invoice.credited());
    amount(json, invoice, "amount_written_off", invoice.writtenOff());
    json.put("purchase_order_number", null).put("created_at", Times.local(invoice.createdOn(), 7));
    json.put("updated_at", Times.local(Times.changedOn(invoice), 7));
    json.put("last_activity_at", Times.local(Times.changedOn(invoice), 7));
  }

  private void amount(Json json, Invoice invoice, String name, long minorUnits) {
    amount(firm, json, name, new Money(minorUnits, invoice.currency()));
  }

  /// The lines of an invoice by budget; the key is the id of the attribution.
  private static Map<Long, List<Invoice.Line>> byBudget(Invoice invoice) {
    Map<Long, List<Invoice.Line>> found = new LinkedHashMap<>();
    for (Invoice.Line line : invoice.lines()) {
      found
          .computeIfAbsent(invoice.id() * 1_000 + line.budgetId() % 1_000, _ -> new ArrayList<>())
          .add(line);
    }
    return found;
  }

  private record Attribution(long id, Invoice invoice, long budgetId, long amount) {}

  private Table attributions() {
    List<Attribution> all = new ArrayList<>();
    for (Invoice invoice : firm.invoices()) {
      byBudget(invoice)
          .forEach(
              (id, lines) -> {
                long sum = lines.stream().mapToLong(Invoice.Line::amount).sum();
                all.add(new Attribution(id, invoice, lines.getFirst().budgetId(), sum));
              });
    }
    Shape<Attribution> shape =
        ProductiveTables.<Attribution>shape(
                Attribution::id,
                (part, json) -> {
                  json.put("date_from", part.invoice().periodStart())
                      .put("date_to", part.invoice().periodEnd());
                  currency(json, part.invoice().currency());
                  amount(json, part.invoice(), "amount", part.amount());
                })
            .one("invoice", part -> part.invoice().id())
            .one("budget", Attribution::budgetId);
    return new Table("invoice_attributions", shape.rows(all))
        .one("invoice", "invoices")
        .one("budget", "deals");
  }

  private record Item(Invoice invoice, Invoice.Line line) {}

  private Table lineItems() {
    List<Item> all = new ArrayList<>();
    firm.invoices()
        .forEach(invoice -> invoice.lines().forEach(line -> all.add(new Item(invoice, line))));
    Shape<Item> shape =
        ProductiveTables.<Item>shape(item -> item.line().id(), this::lineItem)
            .one("invoice", item -> item.invoice().id());
    return new Table("line_items", shape.rows(all)).one("invoice", "invoices");
  }

  private void lineItem(Item item, Json json) {
    Integer minutes = item.line().minutes();
    json.put("description", item.line().description());
    json.put(
        "quantity",
        minutes == null
            ? "1.0"
            : BigDecimal.valueOf(minutes)
                .divide(BigDecimal.valueOf(60), 2, RoundingMode.UNNECESSARY)
                .toPlainString());
    json.put("unit_id", minutes == null ? 2 : 1);
    currency(json, item.invoice().currency());
    amount(json, item.invoice(), "unit_price", item.line().unitPrice());
    amount(json, item.invoice(), "amount", item.line().amount());
  }

  private record Paid(Invoice invoice, Invoice.Payment payment) {}

  private Table payments() {
    List<Paid> all = new ArrayList<>();
    firm.invoices()
        .forEach(invoice -> invoice.payments().forEach(p -> all.add(new Paid(invoice, p))));
    Shape<Paid> shape =
        ProductiveTables.<Paid>shape(
                paid -> paid.payment().id(),
                (paid, json) -> {
                  json.put("paid_on", paid.payment().paidOn()).put("written_off_on", null);
                  json.put("note", null).put("external_id", null);
                  currency(json, paid.invoice().currency());
                  amount(json, paid.invoice(), "amount", paid.payment().amount());
                })
            .column("paid_on", paid -> paid.payment().paidOn())
            .one("invoice", paid -> paid.invoice().id());
    Table table =
        new Table("payments", shape.rows(all)).one("invoice", "invoices").filter("paid_on");
    return table
        .filter("paid_after", "paid_on", AT_LEAST)
        .filter("paid_before", "paid_on", AT_MOST);
  }
}
