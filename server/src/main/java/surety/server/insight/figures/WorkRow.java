package surety.server.insight.figures;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import surety.server.platform.Ephemeral;

/// One client's project: what it earned and the hours it took.
///
/// @param client empty where the source names none
/// @param fixedFee whether it earns a fixed fee, spread evenly over its days
/// @param months sums by month; a month without anything is absent
public record WorkRow(
    String client, String project, boolean fixedFee, Map<YearMonth, MonthSums.Revenue> months)
    implements Ephemeral {

  public WorkRow {
    months = Map.copyOf(months);
  }

  /// The sums of a range.
  public MonthSums.Revenue total(Range range, LocalDate asOf) {
    List<MonthSums.Revenue> chosen =
        months.entrySet().stream()
            .filter(entry -> range.holds(entry.getKey(), asOf))
            .map(Entry::getValue)
            .toList();
    return chosen.stream().reduce(MonthSums.Revenue.NONE, MonthSums.Revenue::plus);
  }

  @Override
  public String toString() {
    return "WorkRow[...]";
  }
}
