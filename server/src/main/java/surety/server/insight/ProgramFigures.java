package surety.server.insight;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import surety.server.audit.AccessAction;
import surety.server.insight.dashboard.Card;
import surety.server.insight.dashboard.Dashboard;
import surety.server.insight.dashboard.GapNote;
import surety.server.insight.dashboard.Table;
import surety.server.insight.figures.Aggregates;
import surety.server.insight.figures.CostRow;
import surety.server.insight.figures.Range;
import surety.server.insight.figures.Receivables;
import surety.server.insight.figures.WorkRow;
import surety.server.workspace.WorkspaceScope;

/// The figures of a workspace for its programs: the same that the dashboard shows.
@Service
public class ProgramFigures {

  private static final String AT_MOST = "≤";

  private final Figures figures;
  private final FigureLimit limit;

  ProgramFigures(Figures figures, FigureLimit limit) {
    this.figures = figures;
    this.limit = limit;
  }

  /// The figures of so many whole months and the current one so far.
  ///
  /// @param months 3, 6 or 12
  /// @param patience how long to wait while they are read
  /// @throws surety.server.audit.AuditUnavailable if the access could not be recorded
  public FigureAnswer of(WorkspaceScope scope, int months, Duration patience) {
    Range range = Range.ofMonths(Integer.toString(months)).orElseThrow();
    return switch (figures.look(scope, AccessAction.CACHE_READ, range, patience)) {
      case Look.Ready ready -> ready(ready, range);
      case Look.Underway _ -> new FigureAnswer.Underway();
      case Look.Unreadable _ -> new FigureAnswer.Unreadable();
      case Look.NothingConnected() -> new FigureAnswer.NothingConnected();
    };
  }

  /// How long the workspace lets what was read of its systems be held in memory.
  public Duration held(WorkspaceScope scope) {
    return limit.of(scope);
  }

  private static FigureAnswer ready(Look.Ready look, Range range) {
    Aggregates figures = look.figures();
    Set<String> clients = new HashSet<>();
    Set<String> projects = new HashSet<>();
    for (WorkRow row : figures.work()) {
      clients.add(row.client());
      projects.add(row.project());
    }
    for (CostRow row : figures.costs().orElse(List.of())) {
      clients.add(row.client());
      projects.add(row.project());
    }
    figures.receivables().clients().stream().map(Receivables.Client::name).forEach(clients::add);
    Dashboard dashboard = Dashboard.of(figures, range, look.held().missing());
    return new FigureAnswer.Ready(
        look.startedAt(),
        dashboard.days(),
        dashboard.currency(),
        dashboard.cards().stream().map(ProgramFigures::figure).toList(),
        dashboard.cards().stream()
            .flatMap(card -> card.tables().stream())
            .map(ProgramFigures::rows)
            .toList(),
        clients,
        projects,
        look.held().sources().stream().flatMap(DashboardView::problems).toList());
  }

  private static FigureAnswer.Figure figure(Card card) {
    return new FigureAnswer.Figure(
        card.key(),
        card.title(),
        card.stats().stream()
            .map(stat -> List.of(stat.label(), stat.value(), stat.note()))
            .toList(),
        card.coverage().stream().map(Card.Coverage::text).toList(),
        card.gaps().stream().map(GapNote::sentence).toList(),
        card.tables().stream().map(Table::key).toList(),
        card.unavailable());
  }

  private static FigureAnswer.Rows rows(Table table) {
    return new FigureAnswer.Rows(
        table.key(),
        table.caption(),
        table.columns().stream().map(Table.Column::title).toList(),
        table.rows().stream().map(row -> values(table, row)).toList(),
        table.total().map(row -> values(table, row)).orElse(List.of()));
  }

  private static List<@Nullable Object> values(Table table, List<Table.Cell> row) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      values.add(value(row.get(i), table.columns().get(i).number()));
    }
    return values;
  }

  // A bound keeps its sign, and so its form for people.
  private static @Nullable Object value(Table.Cell cell, boolean number) {
    if (!number || cell.text().startsWith(AT_MOST)) {
      return cell.text();
    }
    return cell.data().isEmpty() ? null : new BigDecimal(cell.data());
  }
}
