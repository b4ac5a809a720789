package surety.server.insight.figures;

import java.util.List;
import surety.server.platform.Ephemeral;

/// Revenue and cost of a group of work that is large enough to show, see [CostGroups].
///
/// @param client empty where several clients are in the group, or the source names none
/// @param project empty where several projects are in the group
/// @param projects how many projects are in the group
/// @param spans one for each [Range]: what that range adds to the one before it
public record CostRow(String client, String project, int projects, List<Span> spans)
    implements Ephemeral {

  public CostRow {
    spans = List.copyOf(spans);
  }

  /// Revenue and cost over some months. Times are in seconds.
  ///
  /// @param costed time whose cost is known
  /// @param uncosted time that lacks a cost rate: its cost is missing from `cost`
  /// @param leftOut time whose revenue cannot be known: neither side holds it
  /// @param people how many people are behind `cost`
  public record Span(
      Amount revenue, Amount cost, long costed, long uncosted, long leftOut, int people)
      implements Ephemeral {

    static final Span NONE = new Span(Amount.ZERO, Amount.ZERO, 0, 0, 0, 0);

    /// Both together; people of both may be the same ones, so the larger number stands.
    public Span plus(Span other) {
      return new Span(
          revenue.plus(other.revenue),
          cost.plus(other.cost),
          costed + other.costed,
          uncosted + other.uncosted,
          leftOut + other.leftOut,
          Math.max(people, other.people));
    }

    /// Revenue less known cost.
    public Amount margin() {
      return revenue.minus(cost);
    }

    /// Margin as a part of revenue; blank at no revenue.
    public Ratio marginRatio() {
      return margin().over(revenue);
    }

    /// Whether cost is missing, so that the margin is an upper bound.
    public boolean atMost() {
      return uncosted > 0;
    }

    /// The part of the hours whose cost and revenue are both known.
    public Ratio coverage() {
      return Ratio.of(costed, costed + uncosted + leftOut);
    }

    @Override
    public String toString() {
      return "Span[...]";
    }
  }

  /// The sums of a range.
  public Span total(Range range) {
    return spans.subList(0, range.ordinal() + 1).stream().reduce(Span.NONE, Span::plus);
  }

  /// Several rows as one.
  public static Span total(List<CostRow> rows, Range range) {
    return rows.stream().map(row -> row.total(range)).reduce(Span.NONE, Span::plus);
  }

  @Override
  public String toString() {
    return "CostRow[...]";
  }
}
