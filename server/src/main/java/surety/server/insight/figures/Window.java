package surety.server.insight.figures;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/// The days that a fold looks at.
///
/// @param dataFrom first day from which the source was asked for records; moved to the first of its
///     month
/// @param asOf the day of the figures, the last one that counts as past
public record Window(LocalDate dataFrom, LocalDate asOf) {

  public Window {
    dataFrom = dataFrom.withDayOfMonth(1);
    if (asOf.isBefore(dataFrom)) {
      throw new IllegalArgumentException("the window ends before it starts");
    }
  }

  int months() {
    return (int) ChronoUnit.MONTHS.between(firstMonth(), YearMonth.from(asOf)) + 1;
  }

  YearMonth firstMonth() {
    return YearMonth.from(dataFrom);
  }

  YearMonth month(int index) {
    return firstMonth().plusMonths(index);
  }

  int index(LocalDate day) {
    return (day.getYear() - dataFrom.getYear()) * 12
        + day.getMonthValue()
        - dataFrom.getMonthValue();
  }

  boolean holds(LocalDate day) {
    return !day.isBefore(dataFrom) && !day.isAfter(asOf);
  }

  LocalDate lastDayOf(int index) {
    LocalDate end = month(index).atEndOfMonth();
    return end.isAfter(asOf) ? asOf : end;
  }
}
