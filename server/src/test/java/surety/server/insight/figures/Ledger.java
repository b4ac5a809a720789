package surety.server.insight.figures;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import surety.sandbox.Billing;
import surety.sandbox.Deal;
import surety.sandbox.Firm;
import surety.sandbox.Invoice;
import surety.sandbox.Project;
import surety.sandbox.TimeEntry;

/// Every figure again, straight from the truth about the made-up firm: no folding, no shared code,
/// one slow loop over all records for each question, and fractions instead of decimals.
final class Ledger {

  private final Firm firm;
  private final LocalDate from;

  Ledger(Firm firm, LocalDate from) {
    this.firm = firm;
    this.from = from;
  }

  /// An exact fraction of a minor unit of the home currency.
  record Fraction(BigInteger top, BigInteger bottom) {
    static final Fraction NONE = new Fraction(BigInteger.ZERO, BigInteger.ONE);

    Fraction plus(Fraction other) {
      BigInteger sum = top.multiply(other.bottom).add(other.top.multiply(bottom));
      BigInteger product = bottom.multiply(other.bottom);
      BigInteger common = sum.gcd(product).max(BigInteger.ONE);
      return new Fraction(sum.divide(common), product.divide(common));
    }

    Fraction minus(Fraction other) {
      return plus(new Fraction(other.top.negate(), other.bottom));
    }

    Fraction floor() {
      return top.signum() < 0 ? NONE : this;
    }

    BigDecimal money() {
      return new BigDecimal(top)
          .divide(new BigDecimal(bottom).movePointRight(2), 2, RoundingMode.HALF_EVEN);
    }
  }

  // cents × part / whole, in home cents
  private Fraction home(long cents, String currency, long part, long whole) {
    BigDecimal rate =
        currency.equals(firm.homeCurrency())
            ? BigDecimal.ONE
            : firm.exchangeRates().getOrDefault(currency, BigDecimal.ONE);
    BigInteger top =
        BigInteger.valueOf(cents).multiply(BigInteger.valueOf(part)).multiply(rate.unscaledValue());
    return new Fraction(top, BigInteger.valueOf(whole).multiply(BigInteger.TEN.pow(rate.scale())));
  }

  Project project(long id) {
    return firm.projects().stream().filter(project -> project.id() == id).findFirst().orElseThrow();
  }

  boolean spreads(Project project) {
    return project.fee() != null && project.startsOn() != null && project.endsOn() != null;
  }

  boolean earns(Project project) {
    return project.billing() == Billing.TIME_AND_MATERIALS
        || (project.billing() == Billing.FIXED_FEE && spreads(project));
  }

  List<TimeEntry> entries(Predicate<YearMonth> months, Predicate<TimeEntry> wanted) {
    return firm.timeEntries().stream()
        .filter(entry -> !entry.day().isAfter(firm.today()) && !entry.day().isBefore(from))
        .filter(entry -> months.test(YearMonth.from(entry.day())))
        .filter(wanted)
        .toList();
  }

  long workedMinutes(YearMonth month) {
    return entries(month::equals, e -> true).stream().mapToLong(TimeEntry::minutes).sum();
  }

  long billableMinutes(YearMonth month) {
    return entries(month::equals, e -> true).stream().mapToLong(TimeEntry::billableMinutes).sum();
  }

  // Time and materials: select sum(rate * billable) where rate is known.
  Fraction byTheHour(Predicate<YearMonth> months, Predicate<Project> wanted) {
    Fraction sum = Fraction.NONE;
    for (Project project : firm.projects()) {
      if (project.billing() == Billing.TIME_AND_MATERIALS && wanted.test(project)) {
        for (TimeEntry entry : entries(months, e -> e.projectId() == project.id())) {
          surety.sandbox.Money rate = entry.billRate();
          if (rate != null) {
            sum = sum.plus(home(rate.minorUnits(), rate.currency(), entry.billableMinutes(), 60));
          }
        }
      }
    }
    return sum;
  }

  // Fixed fee: one day at a time.
  Fraction byFee(Predicate<YearMonth> months, Predicate<Project> wanted) {
    Fraction sum = Fraction.NONE;
    for (Project project : firm.projects()) {
      if (project.billing() == Billing.FIXED_FEE && spreads(project) && wanted.test(project)) {
        sum = sum.plus(feeOf(project, months));
      }
    }
    return sum;
  }

  private Fraction feeOf(Project project, Predicate<YearMonth> months) {
    long all = 0;
    long counted = 0;
    LocalDate start = Objects.requireNonNull(project.startsOn());
    LocalDate end = Objects.requireNonNull(project.endsOn());
    for (LocalDate day = start; !day.isAfter(end); day = day.plusDays(1)) {
      all++;
      boolean past = !day.isAfter(firm.today()) && !day.isBefore(from);
      counted += past && months.test(YearMonth.from(day)) ? 1 : 0;
    }
    surety.sandbox.Money fee = Objects.requireNonNull(project.fee());
    return home(fee.minorUnits(), fee.currency(), counted, all);
  }

  Fraction invoiced(Predicate<YearMonth> months) {
    Fraction sum = Fraction.NONE;
    for (Invoice invoice : firm.invoices()) {
      LocalDate issued = invoice.issuedOn();
      if (invoice.state() != Invoice.State.DRAFT
          && issued != null
          && !issued.isBefore(from)
          && !issued.isAfter(firm.today())
          && months.test(YearMonth.from(issued))) {
        sum = sum.plus(home(invoice.net(), invoice.currency(), 1, 1));
      }
    }
    return sum;
  }

  private Fraction invoiced(Project project, YearMonth until) {
    Fraction sum = Fraction.NONE;
    for (Invoice invoice : firm.invoices()) {
      LocalDate issued = invoice.issuedOn();
      if (invoice.state() == Invoice.State.DRAFT
          || issued == null
          || issued.isBefore(from)
          || issued.isAfter(firm.today())
          || YearMonth.from(issued).isAfter(until)) {
        continue;
      }
      for (Invoice.Line line : invoice.lines()) {
        if (line.projectId() == project.id()) {
          sum = sum.plus(home(line.amount(), invoice.currency(), 1, 1));
        }
      }
    }
    return sum;
  }

  private boolean balanced(Project project) {
    LocalDate start = project.startsOn();
    YearMonth first = YearMonth.from(from);
    boolean early =
        start == null
            ? !entries(first::equals, e -> e.projectId() == project.id()).isEmpty()
                || invoiced(project, first).top().signum() != 0
            : start.isBefore(from);
    return earns(project) && !early;
  }

  /// Unbilled and billed ahead at the end of a month.
  List<Fraction> balances(YearMonth month) {
    Predicate<YearMonth> until = m -> !m.isAfter(month);
    Fraction unbilled = Fraction.NONE;
    Fraction ahead = Fraction.NONE;
    for (Project project : firm.projects()) {
      if (balanced(project)) {
        Fraction earned = byTheHour(until, project::equals).plus(byFee(until, project::equals));
        Fraction invoiced = invoiced(project, month);
        unbilled = unbilled.plus(earned.minus(invoiced).floor());
        ahead = ahead.plus(invoiced.minus(earned).floor());
      }
    }
    return List.of(unbilled, ahead);
  }

  /// Cost of time over some months on projects whose revenue can be known.
  Fraction cost(Predicate<YearMonth> months, Predicate<Project> wanted) {
    Fraction sum = Fraction.NONE;
    for (TimeEntry entry : entries(months, e -> true)) {
      Project project = project(entry.projectId());
      surety.sandbox.Money rate = entry.costRate();
      boolean unrated =
          project.billing() == Billing.TIME_AND_MATERIALS
              && entry.billableMinutes() > 0
              && entry.billRate() == null;
      boolean client = paying(project.clientId());
      boolean known = earns(project) || project.billing() == Billing.NON_BILLABLE;
      if (client && known && !unrated && rate != null && wanted.test(project)) {
        sum = sum.plus(home(rate.minorUnits(), rate.currency(), entry.minutes(), 60));
      }
    }
    return sum;
  }

  private boolean paying(@Nullable Long client) {
    return client != null
        && firm.projects().stream()
            .anyMatch(p -> client.equals(p.clientId()) && p.billing() != Billing.NON_BILLABLE);
  }

  /// Open amounts by bucket, in the order of [Receivables.Age].
  List<Fraction> receivables() {
    List<Fraction> sums = new ArrayList<>(Collections.nCopies(7, Fraction.NONE));
    for (Invoice invoice : firm.invoices()) {
      if (invoice.state() == Invoice.State.OPEN) {
        int bucket = bucket(invoice);
        sums.set(bucket, sums.get(bucket).plus(home(invoice.open(), invoice.currency(), 1, 1)));
      }
    }
    return sums;
  }

  private int bucket(Invoice invoice) {
    LocalDate due = invoice.dueOn();
    if (invoice.open() < 0) {
      return 6;
    }
    if (due == null) {
      return 5;
    }
    int bucket = 0;
    for (int days : List.of(0, 30, 60, 90)) {
      bucket += due.plusDays(days).isBefore(firm.today()) ? 1 : 0;
    }
    return bucket;
  }

  /// Weighted value by expected month; stale ones under the year 0, later ones are not cut off.
  Map<YearMonth, Fraction> pipeline() {
    Map<YearMonth, Fraction> sums = new TreeMap<>();
    for (Deal deal : firm.deals()) {
      surety.sandbox.Money value = deal.value();
      Integer percent = deal.probabilityPercent();
      LocalDate expected = deal.expectedCloseOn();
      if (deal.state() == Deal.State.OPEN && value != null && percent != null && expected != null) {
        YearMonth month =
            expected.isBefore(firm.today()) ? YearMonth.of(0, 1) : YearMonth.from(expected);
        sums.merge(month, home(value.minorUnits(), value.currency(), percent, 100), Fraction::plus);
      }
    }
    return sums;
  }
}
