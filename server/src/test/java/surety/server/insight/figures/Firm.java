package surety.server.insight.figures;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import surety.server.connect.SourceRecord;
import surety.server.connect.SourceRecord.Billing;
import surety.server.connect.SourceRecord.Booking;
import surety.server.connect.SourceRecord.Capacity;
import surety.server.connect.SourceRecord.Deal;
import surety.server.connect.SourceRecord.HourlyRate;
import surety.server.connect.SourceRecord.Invoice;
import surety.server.connect.SourceRecord.Money;
import surety.server.connect.SourceRecord.Person;
import surety.server.connect.SourceRecord.Project;
import surety.server.connect.SourceRecord.TimeEntry;

/// A firm of a test, written record by record. Today is Thursday, 18 June 2026; records are read
/// from January 2025 on.
final class Firm {

  static final LocalDate TODAY = LocalDate.of(2026, 6, 18);
  static final Currency EUR = Currency.getInstance("EUR");
  static final Currency USD = Currency.getInstance("USD");

  private final References references = new References();
  private final List<SourceRecord> records = new ArrayList<>();
  private final Map<Currency, Map<LocalDate, BigDecimal>> rates = new HashMap<>();
  private LocalDate dataFrom = LocalDate.of(2025, 1, 1);
  private LocalDate today = TODAY;
  private int next;

  Firm today(String day) {
    today = day(day);
    return this;
  }

  Firm dataFrom(String day) {
    dataFrom = day(day);
    return this;
  }

  Firm rate(Currency currency, String day, String rate) {
    rates.computeIfAbsent(currency, c -> new TreeMap<>()).put(day(day), new BigDecimal(rate));
    return this;
  }

  /// A person who works eight hours from Monday to Friday and costs that much an hour.
  Firm person(String name, @Nullable String cost) {
    return person(name, week(8), cost);
  }

  Firm person(String name, List<Capacity> capacity, @Nullable String cost) {
    List<HourlyRate> costs =
        cost == null ? List.of() : List.of(new HourlyRate(null, null, eur(cost)));
    return add(new Person(name, name, true, false, capacity, costs, null));
  }

  /// A person whose cost a test does not care about.
  Firm person(String name) {
    return person(name, "50");
  }

  Firm project(String name, Billing billing) {
    return add(new Project(name, name, "Acme", "Acme", false, billing, EUR, null, dataFrom, null));
  }

  Firm fixedFee(String name, @Nullable String fee, @Nullable String from, @Nullable String to) {
    return add(
        new Project(
            name,
            name,
            "Acme",
            "Acme",
            false,
            Billing.FIXED_FEE,
            EUR,
            fee == null ? null : eur(fee),
            from == null ? null : day(from),
            to == null ? null : day(to)));
  }

  Firm time(String person, @Nullable String project, String day, double worked, double billable) {
    return time(person, project, day, worked, billable, null);
  }

  Firm time(
      String person,
      @Nullable String project,
      String day,
      double worked,
      double billable,
      @Nullable Money rate) {
    return add(
        new TimeEntry(
            id(), person, project, day(day), hours(worked), hours(billable), rate, null, null));
  }

  Firm leave(String person, String from, String to, double perDay) {
    return booking(person, Booking.Kind.LEAVE, from, to, perDay, false);
  }

  Firm holiday(String person, String day, double perDay) {
    return booking(person, Booking.Kind.PUBLIC_HOLIDAY, day, day, perDay, false);
  }

  Firm booked(String person, String from, String to, double perDay, boolean tentative) {
    return booking(person, Booking.Kind.WORK, from, to, perDay, tentative);
  }

  Firm booking(
      String person, Booking.Kind kind, String from, String to, double perDay, boolean tentative) {
    Duration hours = hours(perDay);
    return add(new Booking(id(), person, null, kind, day(from), day(to), hours, null, tentative));
  }

  Firm invoice(String issued, String due, Money total, @Nullable Money open, String project) {
    return add(
        new Invoice(
            id(),
            null,
            "Acme",
            "Acme",
            open == null || open.amount().signum() != 0 ? Invoice.State.OPEN : Invoice.State.PAID,
            day(issued),
            day(due),
            total,
            open,
            List.of(new Invoice.Line(project, total)),
            List.of()));
  }

  Firm deal(@Nullable Money value, @Nullable String probability, @Nullable String expected) {
    return add(
        new Deal(
            id(),
            "A deal",
            "Acme",
            Deal.State.OPEN,
            value,
            probability == null ? null : new BigDecimal(probability),
            null,
            expected == null ? null : day(expected),
            null));
  }

  Firm add(SourceRecord record) {
    if (record instanceof Person || record instanceof Project) {
      references.accept(0, record);
    } else {
      records.add(record);
    }
    return this;
  }

  Aggregates fold() {
    Fold fold = new Fold(references, ExchangeRates.of(EUR, rates), new Window(dataFrom, today));
    records.forEach(record -> fold.accept(0, record));
    return fold.finish();
  }

  String id() {
    return "id-" + next++;
  }

  static List<Capacity> week(double hours) {
    return List.of(capacity(null, null, hours));
  }

  static Capacity capacity(@Nullable String from, @Nullable String to, double hours) {
    Duration day = hours(hours);
    return new Capacity(
        from == null ? null : day(from),
        to == null ? null : day(to),
        List.of(day, day, day, day, day, Duration.ZERO, Duration.ZERO));
  }

  static LocalDate day(String day) {
    return LocalDate.parse(day);
  }

  static Duration hours(double hours) {
    return Duration.ofSeconds(Math.round(hours * 3600));
  }

  static Money eur(String amount) {
    return new Money(new BigDecimal(amount), EUR);
  }

  static Money usd(String amount) {
    return new Money(new BigDecimal(amount), USD);
  }
}
