package surety.server.insight.figures;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// Revenue and cost of one or more projects with the people behind them, before it is decided
/// whether the group is large enough to show. Confined to one fold.
final class CostGroup {

  private static final class Span {
    Amount revenue = Amount.ZERO;
    Amount cost = Amount.ZERO;
    long costed;
    long uncosted;
    long leftOut;
    final BitSet people = new BitSet();

    void add(Span other) {
      revenue = revenue.plus(other.revenue);
      cost = cost.plus(other.cost);
      costed += other.costed;
      uncosted += other.uncosted;
      leftOut += other.leftOut;
      people.or(other.people);
    }

    CostRow.Span published() {
      return new CostRow.Span(revenue, cost, costed, uncosted, leftOut, people.cardinality());
    }
  }

  private final String client;
  private final String project;
  private final List<Span> spans =
      IntStream.range(0, Range.values().length).mapToObj(i -> new Span()).toList();
  private int projects;

  private CostGroup(String client, String project, int projects) {
    this.client = client;
    this.project = project;
    this.projects = projects;
  }

  static CostGroup of(Work work) {
    return new CostGroup(work.clientName(), work.name(), 1);
  }

  static CostGroup merged(String client, List<CostGroup> parts) {
    CostGroup merged = new CostGroup(client, "", 0);
    for (CostGroup part : parts) {
      merged.projects += part.projects;
      for (int i = 0; i < merged.spans.size(); i++) {
        merged.spans.get(i).add(part.spans.get(i));
      }
    }
    return merged;
  }

  void add(int span, Amount revenue, WorkCell cell) {
    Span sums = spans.get(span);
    sums.revenue = sums.revenue.plus(revenue);
    sums.cost = sums.cost.plus(cell.cost);
    sums.costed += cell.costed;
    sums.uncosted += cell.uncosted;
    sums.leftOut += cell.leftOutWorked;
    sums.people.or(cell.costedPeople);
  }

  void leaveOut(int span, WorkCell cell) {
    spans.get(span).leftOut += cell.worked;
  }

  String client() {
    return client;
  }

  String project() {
    return project;
  }

  boolean empty() {
    return spans.stream().allMatch(CostGroup::empty);
  }

  private static boolean empty(Span span) {
    return span.revenue.signum() == 0 && span.costed + span.uncosted + span.leftOut == 0;
  }

  /// The fewest people in any span that has a cost; large where nothing has one.
  int fewestPeople() {
    return spans.stream()
        .mapToInt(span -> span.people.cardinality())
        .filter(people -> people > 0)
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  CostRow published() {
    return new CostRow(client, project, projects, spans.stream().map(Span::published).toList());
  }
}
