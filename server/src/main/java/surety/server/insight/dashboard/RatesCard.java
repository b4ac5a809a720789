package surety.server.insight.dashboard;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import surety.server.insight.figures.Gap;
import surety.server.insight.figures.Metric;
import surety.server.insight.figures.MonthSums.Revenue;
import surety.server.insight.figures.Ratio;
import surety.server.insight.figures.WorkRow;

/// What an hour brings.
final class RatesCard {

  static final String KEY = "rates";
  static final String BY_PROJECT = KEY + "-by-project";
  static final String TITLE = "Billable and effective rate";

  private final CardMaker maker;
  private final Formats formats;

  RatesCard(CardMaker maker) {
    this.maker = maker;
    this.formats = maker.formats();
  }

  static Ratio perBillable(Revenue revenue) {
    return revenue.total().perHour(revenue.billable());
  }

  private static Ratio perWorked(Revenue revenue) {
    return revenue.total().perHour(revenue.worked());
  }

  private static Ratio billableRate(Revenue revenue) {
    return revenue.standardValue().perHour(revenue.ratedBillable());
  }

  Card card() {
    Revenue total = maker.total().revenue();
    return new Card(
        KEY,
        TITLE,
        List.of(
            new Card.Stat("billable rate", formats.rate(billableRate(total)), "what was agreed"),
            new Card.Stat(
                "effective, per billable hour", formats.rate(perBillable(total)), maker.since()),
            new Card.Stat(
                "effective, per hour worked", formats.rate(perWorked(total)), maker.since())),
        List.of(chart()),
        List.of(byMonth(), byProject()),
        List.of(Metric.BILLABLE_RATE, Metric.EFFECTIVE_RATE),
        List.of(
            maker.coverage(
                Metric.BILLABLE_RATE,
                "of billable hours have a bill rate",
                Ratio.of(total.ratedBillable(), total.allBillable())),
            maker.coverage(
                Metric.EFFECTIVE_RATE,
                "of billable hours have known revenue",
                Ratio.of(total.billable(), total.allBillable()))),
        maker.gaps(Gap.Kind.NO_BILL_RATE, Gap.Kind.NO_EXCHANGE_RATE, Gap.Kind.NOT_RECOGNISABLE),
        Optional.empty());
  }

  private Card.Chart chart() {
    return maker.byMonth(
        Metric.EFFECTIVE_RATE,
        "Rates by month",
        "Three lines: the billable rate, and revenue per billable and per worked hour, by month.",
        List.of(),
        List.of(
            maker.series(
                "billable rate", 2, month -> CardMaker.value(billableRate(month.revenue()))),
            maker.series(
                "per billable hour", 1, month -> CardMaker.value(perBillable(month.revenue()))),
            maker.series(
                "per hour worked", 3, month -> CardMaker.value(perWorked(month.revenue())))),
        formats::axisMoney);
  }

  private static List<Table.Column> columns() {
    return List.of(
        Table.Column.number("Billable hours"),
        Table.Column.number("Worked hours"),
        Table.Column.number("Revenue"),
        Table.Column.number("Billable rate"),
        Table.Column.number("Per billable hour"),
        Table.Column.number("Per worked hour"));
  }

  private Table byMonth() {
    return new Table(
        KEY,
        "Rates by month, in " + formats.code(),
        Cells.joined(List.of(Table.Column.text("Month")), columns()),
        maker.months().stream()
            .map(
                month ->
                    Cells.joined(List.of(Table.Cell.of(maker.name(month))), cells(month.revenue())))
            .toList(),
        Optional.of(
            Cells.joined(List.of(Table.Cell.of("Together")), cells(maker.total().revenue()))));
  }

  private Table byProject() {
    List<Table.Column> names =
        List.of(
            Table.Column.text("Project"),
            Table.Column.text("Client"),
            Table.Column.text("Revenue by"));
    return new Table(
        BY_PROJECT,
        "Revenue and rates by project, in " + formats.code(),
        Cells.joined(names, columns()),
        maker.figures().work().stream()
            .filter(row -> total(row).total().signum() != 0 || total(row).allWorked() != 0)
            .sorted(Comparator.comparing((WorkRow row) -> total(row).total()).reversed())
            .map(row -> Cells.joined(names(row), cells(total(row))))
            .toList(),
        Optional.empty());
  }

  private Revenue total(WorkRow row) {
    return row.total(maker.range(), maker.figures().asOf());
  }

  private static List<Table.Cell> names(WorkRow row) {
    return List.of(
        Table.Cell.of(row.project()),
        Table.Cell.of(row.client().isEmpty() ? "No client" : row.client()),
        Table.Cell.of(row.fixedFee() ? "fixed fee, even per day" : "time and materials"));
  }

  private List<Table.Cell> cells(Revenue revenue) {
    return List.of(
        formats.hours(revenue.billable()),
        formats.hours(revenue.worked()),
        formats.money(revenue.total()),
        formats.rateCell(billableRate(revenue)),
        formats.rateCell(perBillable(revenue)),
        formats.rateCell(perWorked(revenue)));
  }
}
