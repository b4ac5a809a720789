package surety.server.insight.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import surety.server.connect.Fetch;
import surety.server.insight.figures.Gap;
import surety.server.insight.figures.Metric;
import surety.server.insight.figures.MonthSums;
import surety.server.insight.figures.Ratio;

/// How much of the time there was went into billable work.
final class UtilisationCard {

  static final String KEY = "utilisation";
  static final String TITLE = "Utilisation";

  private final CardMaker maker;
  private final Formats formats;

  UtilisationCard(CardMaker maker) {
    this.maker = maker;
    this.formats = maker.formats();
  }

  static Ratio ofAvailable(MonthSums.Time time) {
    return Ratio.of(time.contractBillable(), time.available());
  }

  private static Ratio ofContracted(MonthSums.Time time) {
    return Ratio.of(time.contractBillable(), time.contracted());
  }

  private static Ratio ofWorked(MonthSums.Time time) {
    return Ratio.of(time.billable(), time.worked());
  }

  Card card() {
    MonthSums.Time total = maker.total().time();
    return new Card(
        KEY,
        TITLE,
        List.of(
            stat("of available hours", ofAvailable(total)),
            stat("of contracted hours", ofContracted(total)),
            stat("of hours worked", ofWorked(total))),
        List.of(chart()),
        List.of(table()),
        List.of(Metric.UTILISATION),
        coverage(total),
        maker.gaps(Gap.Kind.NO_CONTRACT, Gap.Kind.LEAVER_WITHOUT_END, Gap.Kind.FUTURE_TIME),
        Optional.empty());
  }

  private List<Card.Coverage> coverage(MonthSums.Time total) {
    List<Card.Coverage> lines = new ArrayList<>();
    lines.add(
        maker.coverage(
            Metric.UTILISATION,
            "of the hours worked fall on days with a contract",
            Ratio.of(total.contractWorked(), total.worked())));
    if (maker.lacks(Fetch.BOOKINGS)) {
      lines.add(
          new Card.Coverage(
              "Leave and public holidays are not known: available hours are all hours by contract,"
                  + " and utilisation looks lower than it is.",
              false));
    }
    return lines;
  }

  private Card.Stat stat(String label, Ratio ratio) {
    return new Card.Stat(label, formats.percent(ratio).text(), maker.since());
  }

  private Card.Chart chart() {
    return maker.byMonth(
        Metric.UTILISATION,
        "Billable utilisation by month",
        "Two lines: billable hours as a share of available and of worked hours, month by month.",
        List.of(),
        List.of(
            maker.series("of available", 1, month -> CardMaker.percent(ofAvailable(month.time()))),
            maker.series("of worked", 3, month -> CardMaker.percent(ofWorked(month.time())))),
        value -> Formats.plain(value) + "\u00a0%");
  }

  private Table table() {
    return new Table(
        KEY,
        "Hours by month",
        List.of(
            Table.Column.text("Month"),
            Table.Column.number("Contracted"),
            Table.Column.number("Available"),
            Table.Column.number("Worked"),
            Table.Column.number("Billable"),
            Table.Column.number("Of available"),
            Table.Column.number("Of contracted"),
            Table.Column.number("Of worked")),
        maker.months().stream().map(month -> row(maker.name(month), month.time())).toList(),
        Optional.of(row("Together", maker.total().time())));
  }

  private List<Table.Cell> row(String name, MonthSums.Time time) {
    return List.of(
        Table.Cell.of(name),
        formats.hours(time.contracted()),
        formats.hours(time.available()),
        formats.hours(time.worked()),
        formats.hours(time.billable()),
        formats.percent(ofAvailable(time)),
        formats.percent(ofContracted(time)),
        formats.percent(ofWorked(time)));
  }
}
