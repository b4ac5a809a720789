package surety.server.insight.dashboard;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import surety.server.insight.chart.Bars;
import surety.server.insight.figures.CostRow;
import surety.server.insight.figures.CostRow.Span;
import surety.server.insight.figures.Gap;
import surety.server.insight.figures.Metric;

/// What is left of revenue after the cost of time.
final class MarginCard {

  static final String KEY = "margin";
  private static final String BY_CLIENT = KEY + "-by-client";
  private static final String BY_PROJECT = KEY + "-by-project";
  static final Set<String> TABLES = Set.of(BY_CLIENT, BY_PROJECT);
  static final String TITLE = "Margin by client and project";

  private static final int MOST_BARS = 10;

  private final CardMaker maker;
  private final Formats formats;
  private final List<CostRow> rows;

  MarginCard(CardMaker maker, List<CostRow> rows) {
    this.maker = maker;
    this.formats = maker.formats();
    this.rows =
        rows.stream()
            .sorted(Comparator.comparing((CostRow row) -> total(row).revenue()).reversed())
            .toList();
  }

  Card card() {
    if (rows.isEmpty()) {
      return Card.unavailable(
          KEY,
          TITLE,
          List.of(Metric.MARGIN),
          "Fewer than three people have a cost rate and worked for clients: the margin would give"
              + " away what one of them earns.");
    }
    Span total = total();
    return new Card(
        KEY,
        TITLE,
        List.of(
            new Card.Stat("margin", percent(total).text(), maker.since()),
            new Card.Stat("revenue less cost of time", amount(total), "before overhead"),
            new Card.Stat("cost of time", formats.whole(total.cost()), "on clients' projects")),
        List.of(chart()),
        List.of(byClient(), byProject()),
        List.of(Metric.MARGIN),
        List.of(
            maker.coverage(
                Metric.MARGIN, "of hours have known revenue and cost", total.coverage())),
        maker.gaps(
            Gap.Kind.NO_COST_RATE,
            Gap.Kind.NO_COST_EXCHANGE_RATE,
            Gap.Kind.NO_BILL_RATE,
            Gap.Kind.NO_EXCHANGE_RATE,
            Gap.Kind.NOT_RECOGNISABLE),
        Optional.empty());
  }

  private Span total(CostRow row) {
    return row.total(maker.range());
  }

  private Span total() {
    return CostRow.total(rows, maker.range());
  }

  private Table.Cell percent(Span span) {
    Table.Cell cell = formats.percent(span.marginRatio());
    return cell.data().isEmpty() ? cell : formats.atMost(cell, span.atMost());
  }

  private String amount(Span span) {
    return (span.atMost() ? "≤\u00a0" : "") + formats.whole(span.margin());
  }

  private Map<String, List<CostRow>> clients() {
    return rows.stream()
        .collect(Collectors.groupingBy(MarginCard::client, TreeMap::new, Collectors.toList()));
  }

  private static String client(CostRow row) {
    return row.client().isEmpty() ? "Other clients" : row.client();
  }

  private record Client(String name, int projects, Span span) {}

  private List<Client> sortedClients() {
    return clients().entrySet().stream()
        .map(
            entry ->
                new Client(
                    entry.getKey(),
                    entry.getValue().stream().mapToInt(CostRow::projects).sum(),
                    CostRow.total(entry.getValue(), maker.range())))
        .filter(client -> !idle(client.span()))
        .sorted(Comparator.comparing((Client client) -> client.span().revenue()).reversed())
        .toList();
  }

  private static boolean idle(Span span) {
    return span.revenue().signum() == 0 && span.costed() + span.uncosted() + span.leftOut() == 0;
  }

  private Card.Chart chart() {
    List<Bars.Bar> bars =
        sortedClients().stream()
            .limit(MOST_BARS)
            .filter(client -> !client.span().marginRatio().blank())
            .map(this::bar)
            .toList();
    String heading = "Margin of the " + bars.size() + " largest clients";
    Bars chart =
        new Bars("chart-margin", heading, "One bar for each client: margin in per cent.", bars);
    return new Card.Chart(heading, chart.svg(), List.of());
  }

  private Bars.Bar bar(Client client) {
    double value = client.span().marginRatio().percent(2).map(Number::doubleValue).orElse(0.0);
    return new Bars.Bar(client.name(), value, percent(client.span()).text(), value < 0 ? 2 : 1);
  }

  private static List<Table.Column> columns() {
    return List.of(
        Table.Column.number("Revenue"),
        Table.Column.number("Cost of time"),
        Table.Column.number("Margin"),
        Table.Column.number("Margin %"),
        Table.Column.number("Hours covered"));
  }

  private Table byClient() {
    return new Table(
        BY_CLIENT,
        "Margin by client, in " + formats.code(),
        Cells.joined(
            List.of(Table.Column.text("Client"), Table.Column.number("Projects")), columns()),
        sortedClients().stream()
            .map(
                client ->
                    Cells.joined(
                        List.of(Table.Cell.of(client.name()), formats.count(client.projects())),
                        cells(client.span())))
            .toList(),
        Optional.of(
            Cells.joined(
                List.of(
                    Table.Cell.of("Together"),
                    formats.count(rows.stream().mapToInt(CostRow::projects).sum())),
                cells(total()))));
  }

  private Table byProject() {
    return new Table(
        BY_PROJECT,
        "Margin by project, in " + formats.code(),
        Cells.joined(List.of(Table.Column.text("Project"), Table.Column.text("Client")), columns()),
        rows.stream()
            .filter(row -> !idle(total(row)))
            .map(
                row ->
                    Cells.joined(
                        List.of(Table.Cell.of(project(row)), Table.Cell.of(client(row))),
                        cells(total(row))))
            .toList(),
        Optional.empty());
  }

  private static String project(CostRow row) {
    return row.project().isEmpty() ? row.projects() + " smaller projects" : row.project();
  }

  private List<Table.Cell> cells(Span span) {
    return List.of(
        formats.money(span.revenue()),
        formats.money(span.cost()),
        formats.atMost(formats.money(span.margin()), span.atMost()),
        percent(span),
        formats.percent(span.coverage()));
  }
}
