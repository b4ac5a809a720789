package surety.server.insight.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import surety.server.insight.chart.Plot;
import surety.server.insight.figures.Amount;
import surety.server.insight.figures.Gap;
import surety.server.insight.figures.Metric;
import surety.server.insight.figures.Pipeline;

/// What may be sold, and when.
final class PipelineCard {

  static final String KEY = "pipeline";
  static final String TITLE = "Weighted pipeline";

  private final CardMaker maker;
  private final Formats formats;
  private final Pipeline pipeline;

  PipelineCard(CardMaker maker) {
    this.maker = maker;
    this.formats = maker.formats();
    this.pipeline = maker.figures().pipeline();
  }

  Card card() {
    Pipeline.Sum total = pipeline.total();
    return new Card(
        KEY,
        TITLE,
        List.of(
            new Card.Stat("weighted", formats.whole(total.weighted()), "value × probability"),
            new Card.Stat("value", formats.whole(total.value()), total.count() + " open deals"),
            new Card.Stat(
                "stale", formats.whole(pipeline.stale().value()), stale(pipeline.stale().count()))),
        List.of(chart()),
        List.of(table()),
        List.of(Metric.PIPELINE),
        List.of(),
        maker.gaps(
            Gap.Kind.NO_PROBABILITY,
            Gap.Kind.NO_CLOSE_DATE,
            Gap.Kind.NO_DEAL_VALUE,
            Gap.Kind.NO_EXCHANGE_RATE),
        Optional.empty());
  }

  private static String stale(int count) {
    return count + " deals past their expected day, apart";
  }

  private Card.Chart chart() {
    List<Plot.Series> columns =
        List.of(
            series("weighted", 1, Pipeline.Sum::weighted),
            series("rest of the value", 4, sum -> sum.value().minus(sum.weighted())));
    String heading = "Open deals by the month they are expected in";
    Plot plot =
        new Plot(
            "chart-pipeline",
            heading,
            "Columns: weighted value and, on top, the rest of the full value, by month.",
            pipeline.months().stream().map(m -> Formats.shortMonth(m.month())).toList(),
            2,
            columns,
            List.of(),
            formats::axisMoney,
            false);
    return new Card.Chart(heading, plot.svg(), CardMaker.legend(columns, List.of()));
  }

  private Plot.Series series(String name, int colour, Function<Pipeline.Sum, Amount> value) {
    List<@Nullable Double> values = new ArrayList<>();
    pipeline.months().forEach(m -> values.add(CardMaker.value(value.apply(m.sum()))));
    return new Plot.Series(name, colour, values);
  }

  private Table table() {
    List<List<Table.Cell>> rows = new ArrayList<>();
    pipeline.months().forEach(m -> rows.add(row(Formats.month(m.month()), m.sum())));
    rows.add(row("Later", pipeline.later()));
    rows.add(row("Stale, in no sum", pipeline.stale()));
    return new Table(
        KEY,
        "Open deals by the month they are expected in, in " + formats.code(),
        List.of(
            Table.Column.text("Expected"),
            Table.Column.number("Deals"),
            Table.Column.number("Value"),
            Table.Column.number("Weighted")),
        rows,
        Optional.of(row("Together, without stale", pipeline.total())));
  }

  private List<Table.Cell> row(String name, Pipeline.Sum sum) {
    return List.of(
        Table.Cell.of(name),
        formats.count(sum.count()),
        formats.money(sum.value()),
        formats.money(sum.weighted()));
  }
}
