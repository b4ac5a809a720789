package surety.server.insight.figures;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import surety.server.platform.Ephemeral;

/// What is left of a firm's records after a fold: sums without any id of the source.
///
/// Immutable. It lives in memory, at most as long as the cache lets it.
///
/// @param asOf the day of the figures
/// @param dataFrom the first day whose records were read
/// @param currency the reporting currency, in which every [Amount] is
/// @param months all months from `dataFrom` to `asOf`, ascending
/// @param work revenue and hours by project
/// @param costs cost of time and margin by project; empty for readers who may not see costs
/// @param weeks capacity and bookings ahead
/// @param gaps what was missing
public record Aggregates(
    LocalDate asOf,
    LocalDate dataFrom,
    Currency currency,
    List<MonthSums> months,
    List<WorkRow> work,
    Optional<List<CostRow>> costs,
    Receivables receivables,
    Pipeline pipeline,
    List<CapacityWeek> weeks,
    List<Gap> gaps)
    implements Ephemeral {

  public Aggregates {
    months = List.copyOf(months);
    work = List.copyOf(work);
    costs = costs.map(List::copyOf);
    weeks = List.copyOf(weeks);
    gaps = List.copyOf(gaps);
  }

  /// The same figures for a reader who may not see what people cost: neither cost nor margin is in
  /// it, nor the names of the people whose cost rate is missing.
  public Aggregates withoutCosts() {
    List<Gap> visible = gaps.stream().filter(gap -> !isOfCosts(gap.kind())).toList();
    return new Aggregates(
        asOf,
        dataFrom,
        currency,
        months,
        work,
        Optional.empty(),
        receivables,
        pipeline,
        weeks,
        visible);
  }

  private static boolean isOfCosts(Gap.Kind kind) {
    return kind == Gap.Kind.NO_COST_RATE || kind == Gap.Kind.NO_COST_EXCHANGE_RATE;
  }

  /// The months of a range, ascending.
  public List<MonthSums> months(Range range) {
    return months.stream().filter(month -> range.holds(month.month(), asOf)).toList();
  }

  /// The sums of a range.
  public MonthSums total(Range range) {
    return months(range).stream().reduce(MonthSums.empty(YearMonth.from(asOf)), MonthSums::plus);
  }

  /// The gaps of some kinds in a range, largest first; those without a month are in every range.
  public List<Gap> gaps(Range range, Gap.Kind... kinds) {
    List<Gap.Kind> wanted = List.of(kinds);
    Stream<Gap> chosen =
        gaps.stream()
            .filter(gap -> wanted.contains(gap.kind()))
            .filter(gap -> gap.month() == null || range.holds(gap.month(), asOf))
            .map(Gap::withoutMonth);
    return Gaps.merge(chosen).stream().sorted(Gap.LARGEST_FIRST).toList();
  }

  @Override
  public String toString() {
    return "Aggregates[asOf=" + asOf + "]";
  }
}
