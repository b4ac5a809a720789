package surety.server.insight.figures;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Puts the aggregates together once every record has been folded.
final class Assembly {

  private final References references;
  private final Window window;
  private final WorkBook book;
  private final Gaps gaps;
  private final ExchangeRates rates;
  private final Recognition recognition;
  private final Balance balance;
  private final MonthSums.Revenue[] revenue;
  private final List<WorkRow> rows = new ArrayList<>();
  private final Map<Key, List<CostGroup>> costs = new HashMap<>();

  Assembly(References references, Window window, WorkBook book, Gaps gaps, ExchangeRates rates) {
    this.references = references;
    this.window = window;
    this.book = book;
    this.gaps = gaps;
    this.rates = rates;
    this.recognition = new Recognition(rates, window, gaps);
    this.balance = new Balance(window, gaps);
    this.revenue = new MonthSums.Revenue[window.months()];
    Arrays.fill(revenue, MonthSums.Revenue.NONE);
  }

  Aggregates aggregates(TimeFold time, InvoiceFold invoices, DealFold deals, BookingFold bookings) {
    book.projects().forEach(this::add);
    references.people().forEach(this::addLeaver);
    List<MonthSums> months =
        IntStream.range(0, window.months())
            .mapToObj(month -> month(month, time, invoices, bookings))
            .toList();
    return new Aggregates(
        window.asOf(),
        window.dataFrom(),
        rates.reporting(),
        months,
        rows,
        Optional.of(CostGroups.shown(costs)),
        invoices.receivables(),
        deals.pipeline(),
        bookings.weeks(),
        gaps.stream().toList());
  }

  private void add(Work work) {
    List<Optional<MonthSums.Revenue>> earned = earned(work);
    balance.add(work, earned);
    if (work.kind() == Work.Kind.UNRECOGNISABLE) {
      addUnrecognisable(work);
    } else if (work.recognisable()) {
      addRow(work, earned);
      addCosts(work, earned);
    }
  }

  private List<Optional<MonthSums.Revenue>> earned(Work work) {
    return IntStream.range(0, window.months())
        .mapToObj(month -> recognition.revenue(work, month))
        .toList();
  }

  private void addUnrecognisable(Work work) {
    boolean idle = true;
    for (int month = 0; month < window.months(); month++) {
      long worked = work.existing(month).map(cell -> cell.worked).orElse(0L);
      if (worked > 0) {
        idle = false;
        YearMonth at = window.month(month);
        gaps.add(Gap.of(Gap.Kind.NOT_RECOGNISABLE, at, work.name(), worked));
        addUnknown(work, month);
      }
    }
    if (idle && work.project().map(project -> !project.archived()).orElse(false)) {
      gaps.add(Gap.of(Gap.Kind.NOT_RECOGNISABLE, null, work.name(), 0));
    }
  }

  private void addUnknown(Work work, int month) {
    work.existing(month)
        .ifPresent(cell -> revenue[month] = revenue[month].plus(Recognition.unknown(cell)));
  }

  private void addRow(Work work, List<Optional<MonthSums.Revenue>> earned) {
    Map<YearMonth, MonthSums.Revenue> months = new HashMap<>();
    for (int month = 0; month < earned.size(); month++) {
      if (earned.get(month).isEmpty()) {
        addUnknown(work, month);
      } else if (work.earns()) {
        MonthSums.Revenue sums = earned.get(month).get();
        revenue[month] = revenue[month].plus(sums);
        if (sums.total().signum() != 0 || sums.allWorked() != 0) {
          months.put(window.month(month), sums);
        }
      }
    }
    if (!months.isEmpty()) {
      rows.add(new WorkRow(work.clientName(), work.name(), work.fixedFee(), months));
    }
  }

  private void addCosts(Work work, List<Optional<MonthSums.Revenue>> earned) {
    CostGroup group = CostGroup.of(work);
    for (int month = 0; month < earned.size(); month++) {
      int span = Range.spanOf(window.month(month), window.asOf());
      WorkCell cell = work.existing(month).orElseGet(WorkCell::new);
      if (span < 0) {
        continue;
      }
      earned
          .get(month)
          .ifPresentOrElse(
              sums -> group.add(span, sums.total(), cell), () -> group.leaveOut(span, cell));
    }
    if (!group.empty()) {
      costs.computeIfAbsent(work.clientKey(), key -> new ArrayList<>()).add(group);
    }
  }

  private void addLeaver(Staff person) {
    if (person.leftWithoutEnd()) {
      gaps.add(Gap.of(Gap.Kind.LEAVER_WITHOUT_END, null, person.name(), 0));
    }
  }

  private MonthSums month(int month, TimeFold time, InvoiceFold invoices, BookingFold bookings) {
    return new MonthSums(
        window.month(month),
        time(month, time.month(month), bookings),
        revenue[month],
        new MonthSums.Billing(
            invoices.invoiced(month), balance.unbilled(month), balance.ahead(month)));
  }

  private MonthSums.Time time(int month, TimeFold.TimeCell cell, BookingFold bookings) {
    long contracted = 0;
    long off = 0;
    for (Staff person : references.people()) {
      LocalDate last = window.lastDayOf(month);
      for (LocalDate day = window.month(month).atDay(1);
          !day.isAfter(last);
          day = day.plusDays(1)) {
        contracted += person.presentSeconds(day);
        off += bookings.off(person, day);
      }
    }
    return new MonthSums.Time(
        cell.worked,
        cell.billable,
        cell.contractWorked,
        cell.contractBillable,
        contracted,
        contracted - off);
  }
}
