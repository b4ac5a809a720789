package surety.server.ai.mcp;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import surety.pseudonym.EntityKind;
import surety.server.ai.names.Names;
import surety.server.ai.names.SourceNames;
import surety.server.audit.DataScope;
import surety.server.insight.FigureAnswer;
import surety.server.insight.ProgramFigures;

/// The two tools for the firm's figures: what the dashboard shows, without its pictures. Costs and
/// margins are in it only for keys that may see them.
@Component
class FigureTools {

  static final String FIGURES = "get_figures";
  static final String TABLE = "get_figure_table";

  private static final String MONTHS = "months";
  private static final int USUAL_MONTHS = 6;
  private static final String TABLE_KEY = "table";
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final ProgramFigures figures;
  private final Clock clock;

  FigureTools(ProgramFigures figures, Clock clock) {
    this.figures = figures;
    this.clock = clock;
  }

  List<AgentTool> all() {
    Parameter months =
        Parameter.oneOf(
            MONTHS,
            "How many whole months before the current one count.",
            List.of(3, 6, 12),
            USUAL_MONTHS);
    List<Parameter> ofTable = new ArrayList<>();
    ofTable.add(
        Parameter.text(
            TABLE_KEY,
            "The key of a table, from get_figures.",
            Pattern.compile("^[a-z][a-z-]{0,59}$"),
            "the key of a table, from get_figures",
            true));
    ofTable.add(months);
    ofTable.addAll(Page.parameters());
    return List.of(
        new AgentTool(
            FIGURES,
            "Figures of the firm",
            "The firm's key figures, as its dashboard shows them: utilisation, rates, revenue,"
                + " receivables, pipeline, capacity and, if the key may see costs, margin. Each"
                + " comes with how complete it is, what was missing, and the tables behind it.",
            List.of(months),
            this::data,
            this::figures),
        new AgentTool(
            TABLE,
            "Table behind a figure",
            "The rows of one table that get_figures names, page by page.",
            ofTable,
            this::data,
            this::table));
  }

  private DataScope data(Arguments arguments) {
    LocalDate today = LocalDate.now(clock);
    int months = arguments.whole(MONTHS, USUAL_MONTHS);
    return DataScope.between("figures", today.withDayOfMonth(1).minusMonths(months), today);
  }

  private AgentTool.Reply figures(AgentTool.Call call) {
    FigureAnswer.Ready ready = ready(call);
    Map<String, Object> content = head(ready);
    content.put("days", ready.days());
    content.put("figures", ready.figures().stream().map(FigureTools::written).toList());
    content.put("tables", ready.tables().stream().map(FigureTools::described).toList());
    content.put("incomplete", ready.problems());
    return new AgentTool.Reply(content, names(call, ready), ready.figures().size());
  }

  private AgentTool.Reply table(AgentTool.Call call) {
    FigureAnswer.Ready ready = ready(call);
    String key = call.arguments().text(TABLE_KEY).orElse("");
    FigureAnswer.Rows table =
        ready.tables().stream()
            .filter(one -> one.key().equals(key))
            .findFirst()
            .orElseThrow(FigureTools::none);
    Page<List<@Nullable Object>> page = Page.of(table.rows(), ready.startedAt(), call.arguments());
    Map<String, Object> content = head(ready);
    content.put("caption", table.caption());
    content.put("columns", table.columns());
    content.put("rows", page.rows());
    if (!table.total().isEmpty()) {
      content.put("total", table.total());
    }
    content.put("row_count", page.of());
    page.next().ifPresent(cursor -> content.put("next_cursor", cursor));
    content.put("incomplete", ready.problems());
    return new AgentTool.Reply(content, names(call, ready), page.rows().size());
  }

  private static AgentError none() {
    return new AgentError(
        "unknown-table", "There is no such table for this key now. get_figures names those there.");
  }

  private FigureAnswer.Ready ready(AgentTool.Call call) {
    int months = call.arguments().whole(MONTHS, USUAL_MONTHS);
    return switch (figures.of(call.scope(), months, PATIENCE)) {
      case FigureAnswer.Ready ready -> ready;
      case FigureAnswer.Underway() ->
          throw new AgentError("underway", "The figures are being read. Ask again in a moment.");
      case FigureAnswer.Unreadable() ->
          throw new AgentError(
              "unreadable", "The connected systems cannot be read now. Try again in a minute.");
      case FigureAnswer.NothingConnected() ->
          throw new AgentError("nothing-connected", "This workspace has connected no system.");
    };
  }

  private static Names names(AgentTool.Call call, FigureAnswer.Ready ready) {
    SourceNames read = new SourceNames(ready.startedAt());
    ready.clients().forEach(name -> read.add(EntityKind.CLIENT, name));
    ready.projects().forEach(name -> read.add(EntityKind.PROJECT, name));
    return call.names().knowing(read);
  }

  private static Map<String, Object> head(FigureAnswer.Ready ready) {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("read_at", ready.startedAt().toString());
    head.put("currency", ready.currency());
    return head;
  }

  private static Map<String, Object> written(FigureAnswer.Figure figure) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("figure", figure.key());
    content.put("title", figure.title());
    figure.unavailable().ifPresent(why -> content.put("not_available", why));
    content.put("numbers", figure.numbers());
    content.put("coverage", figure.coverage());
    content.put("gaps", figure.gaps());
    content.put("tables", figure.tables());
    return content;
  }

  private static Map<String, Object> described(FigureAnswer.Rows table) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put(TABLE_KEY, table.key());
    content.put("caption", table.caption());
    content.put("row_count", table.rows().size());
    return content;
  }
}
