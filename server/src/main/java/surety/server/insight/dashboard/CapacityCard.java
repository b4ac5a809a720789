package surety.server.insight.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import surety.server.insight.chart.Plot;
import surety.server.insight.figures.CapacityWeek;
import surety.server.insight.figures.Gap;
import surety.server.insight.figures.Metric;
import surety.server.insight.figures.Ratio;

/// Who has time in the weeks ahead.
final class CapacityCard {

  static final String KEY = "capacity";
  static final String TITLE = "Capacity against bookings";

  private static final int NEAR = 4;

  private final CardMaker maker;
  private final Formats formats;
  private final List<CapacityWeek> weeks;

  CapacityCard(CardMaker maker) {
    this.maker = maker;
    this.formats = maker.formats();
    this.weeks = maker.figures().weeks();
  }

  Card card() {
    List<CapacityWeek> near = weeks.subList(0, Math.min(NEAR, weeks.size()));
    long onLeave = sum(weeks, CapacityWeek::onLeave);
    return new Card(
        KEY,
        TITLE,
        List.of(
            new Card.Stat(
                "booked, next four weeks",
                formats
                    .percent(
                        Ratio.of(
                            sum(near, CapacityWeek::confirmed), sum(near, CapacityWeek::available)))
                    .text(),
                "confirmed ÷ available hours"),
            new Card.Stat(
                "free, next four weeks",
                formats.hoursText(sum(near, CapacityWeek::free)),
                "available − confirmed"),
            new Card.Stat("booked on time off", formats.hoursText(onLeave), "cannot be worked")),
        List.of(chart()),
        List.of(table()),
        List.of(Metric.CAPACITY),
        List.of(),
        maker.gaps(Gap.Kind.BOOKING_WITHOUT_HOURS, Gap.Kind.LEAVER_WITHOUT_END),
        Optional.empty());
  }

  private static long sum(List<CapacityWeek> weeks, ToLongFunction<CapacityWeek> hours) {
    return weeks.stream().mapToLong(hours).sum();
  }

  private Card.Chart chart() {
    List<Plot.Series> columns =
        List.of(
            series("confirmed", 1, CapacityWeek::confirmed),
            series("tentative", 4, CapacityWeek::tentative));
    List<Plot.Series> lines = List.of(series("available", 2, CapacityWeek::available));
    String heading = "Hours by week";
    Plot plot =
        new Plot(
            "chart-capacity",
            heading,
            "Columns: confirmed and, on top, tentative bookings by week. A line: available hours.",
            weeks.stream().map(week -> Formats.shortDay(week.monday())).toList(),
            2,
            columns,
            lines,
            Formats::plain,
            false);
    return new Card.Chart(heading, plot.svg(), CardMaker.legend(columns, lines));
  }

  private Plot.Series series(String name, int colour, ToLongFunction<CapacityWeek> hours) {
    List<@Nullable Double> values = new ArrayList<>();
    weeks.forEach(w -> values.add(Formats.hoursOf(hours.applyAsLong(w)).doubleValue()));
    return new Plot.Series(name, colour, values);
  }

  private Table table() {
    return new Table(
        KEY,
        "Hours by week",
        List.of(
            Table.Column.text("Week from"),
            Table.Column.number("Contracted"),
            Table.Column.number("Available"),
            Table.Column.number("Confirmed"),
            Table.Column.number("Tentative"),
            Table.Column.number("Free"),
            Table.Column.number("On time off"),
            Table.Column.number("Nobody behind it")),
        weeks.stream().map(this::row).toList(),
        Optional.empty());
  }

  private List<Table.Cell> row(CapacityWeek week) {
    return List.of(
        new Table.Cell(Formats.day(week.monday()), week.monday().toString()),
        formats.hours(week.contracted()),
        formats.hours(week.available()),
        formats.hours(week.confirmed()),
        formats.hours(week.tentative()),
        formats.hours(week.free()),
        formats.hours(week.onLeave()),
        formats.hours(week.uncovered()));
  }
}
