package surety.server.insight.figures;

import java.time.YearMonth;
import java.util.List;
import surety.server.platform.Ephemeral;

/// Open deals by the month in which they are expected to close.
///
/// @param months from the current month on, without gaps
/// @param later expected after the last of `months`
/// @param stale expected to close before today and still open
public record Pipeline(List<Month> months, Sum later, Sum stale) implements Ephemeral {

  public Pipeline {
    months = List.copyOf(months);
  }

  /// Deals expected in one month.
  public record Month(YearMonth month, Sum sum) implements Ephemeral {
    @Override
    public String toString() {
      return "Month[...]";
    }
  }

  /// Deals with a value and a probability, summed.
  public record Sum(int count, Amount value, Amount weighted) implements Ephemeral {

    /// No deals.
    public static final Sum EMPTY = new Sum(0, Amount.ZERO, Amount.ZERO);

    /// Both together.
    public Sum plus(Sum other) {
      return new Sum(count + other.count, value.plus(other.value), weighted.plus(other.weighted));
    }

    @Override
    public String toString() {
      return "Sum[...]";
    }
  }

  /// Everything that is expected from today on.
  public Sum total() {
    return months.stream().map(Month::sum).reduce(later, Sum::plus);
  }

  @Override
  public String toString() {
    return "Pipeline[...]";
  }
}
