package surety.server.insight.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import surety.server.insight.chart.Bars;
import surety.server.insight.figures.Amount;
import surety.server.insight.figures.Gap;
import surety.server.insight.figures.Metric;
import surety.server.insight.figures.Receivables;
import surety.server.insight.figures.Receivables.Age;
import surety.server.insight.figures.Receivables.Bucket;

/// What clients owe and since when.
final class ReceivablesCard {

  static final String KEY = "receivables";
  static final String BY_CLIENT = KEY + "-by-client";
  static final String TITLE = "Receivables by age";

  private final CardMaker maker;
  private final Formats formats;
  private final Receivables receivables;

  ReceivablesCard(CardMaker maker) {
    this.maker = maker;
    this.formats = maker.formats();
    this.receivables = maker.figures().receivables();
  }

  static String label(Age age) {
    return switch (age) {
      case NOT_DUE -> "not due";
      case DAYS_1_TO_30 -> "1–30 days";
      case DAYS_31_TO_60 -> "31–60 days";
      case DAYS_61_TO_90 -> "61–90 days";
      case DAYS_OVER_90 -> "over 90 days";
      case NO_DUE_DATE -> "no due date";
      case CREDITS -> "credits";
    };
  }

  static Amount overdue(Receivables receivables) {
    return receivables
        .of(Age.DAYS_1_TO_30)
        .plus(receivables.of(Age.DAYS_31_TO_60))
        .plus(receivables.of(Age.DAYS_61_TO_90))
        .plus(receivables.of(Age.DAYS_OVER_90))
        .amount();
  }

  Card card() {
    Bucket total = receivables.total();
    return new Card(
        KEY,
        TITLE,
        List.of(
            new Card.Stat(
                "open", formats.whole(total.amount()), total.count() + " invoices and credits"),
            new Card.Stat("overdue", formats.whole(overdue(receivables)), "past the due date"),
            new Card.Stat(
                "over 90 days",
                formats.whole(receivables.of(Age.DAYS_OVER_90).amount()),
                "overdue")),
        List.of(chart()),
        List.of(byAge(), byClient()),
        List.of(Metric.RECEIVABLES),
        List.of(),
        maker.gaps(Gap.Kind.NO_OPEN_AMOUNT, Gap.Kind.NO_DUE_DATE, Gap.Kind.NO_EXCHANGE_RATE),
        Optional.empty());
  }

  private Card.Chart chart() {
    List<Bars.Bar> bars = receivables.byAge().entrySet().stream().map(this::bar).toList();
    String heading = "Open amounts by days past the due date";
    Bars chart =
        new Bars("chart-receivables", heading, "One bar for each age, from not due on.", bars);
    return new Card.Chart(heading, chart.svg(), List.of());
  }

  private Bars.Bar bar(Map.Entry<Age, Bucket> entry) {
    Amount amount = entry.getValue().amount();
    return new Bars.Bar(
        label(entry.getKey()),
        CardMaker.value(amount),
        formats.whole(amount),
        entry.getKey() == Age.NOT_DUE ? 1 : entry.getKey() == Age.CREDITS ? 3 : 2);
  }

  private Table byAge() {
    return new Table(
        KEY,
        "Open amounts by days past the due date, in " + formats.code(),
        List.of(
            Table.Column.text("Age"),
            Table.Column.number("Invoices"),
            Table.Column.number("Open"),
            Table.Column.number("Share")),
        receivables.byAge().entrySet().stream()
            .map(entry -> row(label(entry.getKey()), entry.getValue()))
            .toList(),
        Optional.of(row("Together", receivables.total())));
  }

  private List<Table.Cell> row(String name, Bucket bucket) {
    return List.of(
        Table.Cell.of(name),
        formats.count(bucket.count()),
        formats.money(bucket.amount()),
        formats.percent(bucket.amount().over(receivables.total().amount())));
  }

  private Table byClient() {
    List<Table.Column> columns = new ArrayList<>();
    columns.add(Table.Column.text("Client"));
    for (Age age : Age.values()) {
      columns.add(Table.Column.number(label(age)));
    }
    columns.add(Table.Column.number("Together"));
    return new Table(
        BY_CLIENT,
        "Open amounts by client, in " + formats.code(),
        columns,
        receivables.clients().stream().map(this::row).toList(),
        Optional.empty());
  }

  private List<Table.Cell> row(Receivables.Client client) {
    List<Table.Cell> cells = new ArrayList<>();
    cells.add(Table.Cell.of(client.name().isEmpty() ? "No client" : client.name()));
    for (Age age : Age.values()) {
      cells.add(formats.money(client.of(age).amount()));
    }
    cells.add(formats.money(client.total()));
    return cells;
  }
}
