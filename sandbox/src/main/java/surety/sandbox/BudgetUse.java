package surety.sandbox;

import java.util.HashMap;
import java.util.Map;

/// What was worked and invoiced on each budget, as the vendor sums it up.
final class BudgetUse {
  /// @param used value of billable time at its rates, in minor units of the project's currency
  record Sums(long minutes, long billableMinutes, long used, long invoiced, long drafted) {
    static final Sums NONE = new Sums(0, 0, 0, 0, 0);

    Sums plus(Sums other) {
      return new Sums(
          minutes + other.minutes,
          billableMinutes + other.billableMinutes,
          used + other.used,
          invoiced + other.invoiced,
          drafted + other.drafted);
    }
  }

  private final Map<Long, Sums> sums = new HashMap<>();

  BudgetUse(Firm firm) {
    FirmIndex index = new FirmIndex(firm);
    for (TimeEntry entry : firm.timeEntries()) {
      Money rate = entry.billRate();
      long value = rate == null ? 0 : rate.forMinutes(entry.billableMinutes()).minorUnits();
      Sums sum = new Sums(entry.minutes(), entry.billableMinutes(), value, 0, 0);
      sums.merge(index.service(entry.serviceId()).budgetId(), sum, Sums::plus);
    }
    firm.invoices().forEach(this::add);
  }

  private void add(Invoice invoice) {
    boolean draft = invoice.state() == Invoice.State.DRAFT;
    for (Invoice.Line line : invoice.lines()) {
      Sums sum = new Sums(0, 0, 0, draft ? 0 : line.amount(), draft ? line.amount() : 0);
      sums.merge(line.budgetId(), sum, Sums::plus);
    }
  }

  Sums of(long budget) {
    return sums.getOrDefault(budget, Sums.NONE);
  }
}
