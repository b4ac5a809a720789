package surety.server.ai.analysis;

import java.math.BigDecimal;
import java.util.List;
import surety.server.insight.dashboard.Card;
import surety.server.insight.dashboard.Dashboard;
import surety.server.insight.dashboard.GapNote;
import surety.server.insight.dashboard.Table;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a dashboard down for a model: what its cards say in numbers, and their tables row by row,
/// as JSON. Text that somebody typed is not among it, but for names.
final class FigureSheet {

  // The largest come first in tables that are long.
  private static final int MOST_ROWS = 25;
  private static final JsonMapper JSON = new JsonMapper();

  private final StringBuilder text = new StringBuilder();

  private FigureSheet() {}

  static String of(Dashboard dashboard) {
    FigureSheet sheet = new FigureSheet();
    sheet.text.append("Days: ").append(dashboard.days());
    sheet.text.append(". Currency: ").append(dashboard.currency()).append(".\n");
    dashboard.cards().forEach(sheet::card);
    return sheet.text.toString();
  }

  private void card(Card card) {
    ObjectNode head = JSON.createObjectNode().put("card", card.title());
    card.unavailable().ifPresent(why -> head.put("unavailable", why));
    ArrayNode figures = head.putArray("figures");
    for (Card.Stat stat : card.stats()) {
      figures
          .addObject()
          .put("what", stat.label())
          .put("value", stat.value())
          .put("note", stat.note());
    }
    sentences(head, "rests on", card.coverage().stream().map(Card.Coverage::text).toList());
    // Without the names of those whom a gap concerns: a figure does not depend on who it is.
    sentences(head, "gaps", card.gaps().stream().map(GapNote::sentence).toList());
    text.append('\n').append(head).append('\n');
    card.tables().forEach(this::table);
  }

  private static void sentences(ObjectNode head, String name, List<String> sentences) {
    if (!sentences.isEmpty()) {
      ArrayNode all = head.putArray(name);
      sentences.forEach(all::add);
    }
  }

  private void table(Table table) {
    List<List<Table.Cell>> rows = table.rows();
    text.append("{\"table\":").append(JSON.writeValueAsString(table.caption()));
    text.append(",\"rows\":[\n");
    String comma = "";
    for (List<Table.Cell> row : rows.subList(0, Math.min(MOST_ROWS, rows.size()))) {
      text.append(comma).append(row(table.columns(), row));
      comma = ",\n";
    }
    text.append(']');
    if (rows.size() > MOST_ROWS) {
      text.append(",\"more rows\":").append(rows.size() - MOST_ROWS);
    }
    table
        .total()
        .ifPresent(total -> text.append(",\"total\":").append(row(table.columns(), total)));
    text.append("}\n");
  }

  private static ObjectNode row(List<Table.Column> columns, List<Table.Cell> cells) {
    ObjectNode row = JSON.createObjectNode();
    for (int i = 0; i < cells.size(); i++) {
      value(row, columns.get(i), cells.get(i));
    }
    return row;
  }

  // A bound is told as people read it: as a bare number it would be another figure.
  private static void value(ObjectNode row, Table.Column column, Table.Cell cell) {
    boolean bound = cell.text().startsWith("≤");
    if (column.number() && !bound && cell.data().matches("-?[0-9]{1,30}(\\.[0-9]{1,10})?")) {
      row.put(column.title(), new BigDecimal(cell.data()));
    } else if (column.number() && cell.data().isEmpty()) {
      row.putNull(column.title());
    } else {
      row.put(column.title(), cell.text());
    }
  }
}
