package surety.server.insight.dashboard;

import java.util.List;
import java.util.Optional;
import surety.server.insight.figures.Amount;
import surety.server.insight.figures.Gap;
import surety.server.insight.figures.Metric;
import surety.server.insight.figures.MonthSums;
import surety.server.insight.figures.MonthSums.Billing;
import surety.server.insight.figures.MonthSums.Revenue;
import surety.server.insight.figures.Ratio;

/// What was earned, what was invoiced, and what lies between.
final class RevenueCard {

  static final String KEY = "revenue";
  static final String TITLE = "Revenue and work in progress";

  private final CardMaker maker;
  private final Formats formats;

  RevenueCard(CardMaker maker) {
    this.maker = maker;
    this.formats = maker.formats();
  }

  Card card() {
    Revenue revenue = maker.total().revenue();
    Billing billing = maker.total().billing();
    return new Card(
        KEY,
        TITLE,
        List.of(
            earned("revenue", revenue.total(), note(revenue)),
            new Card.Stat("invoiced", formats.whole(billing.invoiced()), maker.since()),
            earned("work in progress", billing.unbilled(), "earned, not invoiced"),
            earned("billed ahead", billing.ahead(), "invoiced, not earned")),
        List.of(revenueChart(), balanceChart()),
        List.of(table()),
        List.of(Metric.REVENUE, Metric.WORK_IN_PROGRESS),
        List.of(
            maker.coverage(
                Metric.REVENUE,
                "of hours on clients' projects have known revenue",
                Ratio.of(revenue.worked(), revenue.allWorked()))),
        maker.gaps(
            Gap.Kind.NO_BILL_RATE,
            Gap.Kind.NO_EXCHANGE_RATE,
            Gap.Kind.NOT_RECOGNISABLE,
            Gap.Kind.UNKNOWN_PROJECT,
            Gap.Kind.STARTED_BEFORE_DATA,
            Gap.Kind.BALANCE_UNKNOWN,
            Gap.Kind.NO_INVOICE_LINES,
            Gap.Kind.NO_ISSUE_DATE),
        Optional.empty());
  }

  // Where the source tells of no hour what it earned, nothing is known, and that is not zero.
  private Card.Stat earned(String label, Amount amount, String note) {
    Revenue revenue = maker.total().revenue();
    return revenue.allWorked() > 0 && revenue.worked() == 0
        ? new Card.Stat(label, Formats.BLANK, "not known of any hour")
        : new Card.Stat(label, formats.whole(amount), note);
  }

  private String note(Revenue revenue) {
    return revenue.unapproved().signum() == 0
        ? maker.since()
        : "of which " + formats.whole(revenue.unapproved()) + " not approved yet";
  }

  private Card.Chart revenueChart() {
    return maker.byMonth(
        Metric.REVENUE,
        "Revenue by month",
        "Columns: revenue by time and materials and, on top, by fixed fees. A line: invoices.",
        List.of(
            maker.series("time and materials", 1, m -> CardMaker.value(m.revenue().byTheHour())),
            maker.series("fixed fees", 3, m -> CardMaker.value(m.revenue().byFee()))),
        List.of(maker.series("invoiced", 2, m -> CardMaker.value(m.billing().invoiced()))),
        formats::axisMoney);
  }

  private Card.Chart balanceChart() {
    return maker.byMonth(
        Metric.WORK_IN_PROGRESS,
        "Work in progress at the end of each month",
        "Two lines: work in progress and what was billed ahead, at the end of each month.",
        List.of(),
        List.of(
            maker.series("work in progress", 1, m -> CardMaker.value(m.billing().unbilled())),
            maker.series("billed ahead", 4, m -> CardMaker.value(m.billing().ahead()))),
        formats::axisMoney);
  }

  private Table table() {
    return new Table(
        KEY,
        "Revenue and work in progress by month, in " + formats.code(),
        List.of(
            Table.Column.text("Month"),
            Table.Column.number("Time and materials"),
            Table.Column.number("Fixed fees"),
            Table.Column.number("Revenue"),
            Table.Column.number("Not approved yet"),
            Table.Column.number("Invoiced"),
            Table.Column.number("Work in progress"),
            Table.Column.number("Billed ahead")),
        maker.months().stream().map(month -> row(maker.name(month), month)).toList(),
        Optional.of(row("Together, balances now", maker.total())));
  }

  private List<Table.Cell> row(String name, MonthSums sums) {
    return List.of(
        Table.Cell.of(name),
        formats.money(sums.revenue().byTheHour()),
        formats.money(sums.revenue().byFee()),
        formats.money(sums.revenue().total()),
        formats.money(sums.revenue().unapproved()),
        formats.money(sums.billing().invoiced()),
        formats.money(sums.billing().unbilled()),
        formats.money(sums.billing().ahead()));
  }
}
