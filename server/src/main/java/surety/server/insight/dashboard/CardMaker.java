package surety.server.insight.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import surety.server.connect.Fetch;
import surety.server.insight.chart.Plot;
import surety.server.insight.figures.Aggregates;
import surety.server.insight.figures.Amount;
import surety.server.insight.figures.Gap;
import surety.server.insight.figures.Metric;
import surety.server.insight.figures.MonthSums;
import surety.server.insight.figures.Range;
import surety.server.insight.figures.Ratio;

/// What every card needs: the figures, the range, and how to write them.
final class CardMaker {

  private final Aggregates figures;
  private final Range range;
  private final Set<Fetch> missing;
  private final Formats formats;

  CardMaker(Aggregates figures, Range range, Set<Fetch> missing) {
    this.figures = figures;
    this.range = range;
    this.missing = Set.copyOf(missing);
    this.formats = new Formats(figures.currency());
  }

  Aggregates figures() {
    return figures;
  }

  Range range() {
    return range;
  }

  /// What could not be read.
  boolean lacks(Fetch fetch) {
    return missing.contains(fetch);
  }

  Formats formats() {
    return formats;
  }

  List<MonthSums> months() {
    return figures.months(range);
  }

  MonthSums total() {
    return figures.total(range);
  }

  List<GapNote> gaps(Gap.Kind... kinds) {
    return new GapNotes(figures, range, formats).of(kinds);
  }

  String since() {
    return "since " + Formats.day(range.from(figures.asOf()));
  }

  /// The month's name, marked where the month is not over.
  String name(MonthSums month) {
    boolean over = month.month().atEndOfMonth().isBefore(figures.asOf());
    return Formats.month(month.month()) + (over ? "" : " so far");
  }

  Plot.Series series(String name, int colour, Function<MonthSums, @Nullable Double> value) {
    List<@Nullable Double> values = new ArrayList<>();
    months().forEach(month -> values.add(value.apply(month)));
    return new Plot.Series(name, colour, values);
  }

  Card.Chart byMonth(
      Metric metric,
      String heading,
      String description,
      List<Plot.Series> columns,
      List<Plot.Series> lines,
      Plot.Numbers scale) {
    List<String> labels =
        months().stream().map(month -> Formats.shortMonth(month.month())).toList();
    int every = labels.size() > 8 ? 2 : 1;
    String id = "chart-" + metric.name().toLowerCase(Locale.ROOT);
    Plot plot = new Plot(id, heading, description, labels, every, columns, lines, scale, true);
    return new Card.Chart(heading, plot.svg(), legend(columns, lines));
  }

  static List<Card.Legend> legend(List<Plot.Series> columns, List<Plot.Series> lines) {
    List<Card.Legend> legend = new ArrayList<>();
    columns.forEach(s -> legend.add(new Card.Legend(s.name(), "box s" + s.colour())));
    lines.forEach(s -> legend.add(new Card.Legend(s.name(), "dash s" + s.colour())));
    return legend;
  }

  Card.Coverage coverage(Metric metric, String of, Ratio ratio) {
    boolean complete = ratio.numerator().compareTo(ratio.denominator()) == 0;
    String share = formats.percent(ratio).text();
    return new Card.Coverage(metric.label() + ": " + share + " " + of, complete);
  }

  static @Nullable Double percent(Ratio ratio) {
    return ratio.percent(4).map(Number::doubleValue).orElse(null);
  }

  static @Nullable Double value(Ratio ratio) {
    return ratio.rounded(4).map(Number::doubleValue).orElse(null);
  }

  static double value(Amount amount) {
    return amount.rounded(4).doubleValue();
  }
}
