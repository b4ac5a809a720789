package surety.server.insight.figures;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import surety.sandbox.Client;
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

/// The sandbox's made-up firm as source records, without a wire between.
public final class MadeUpFirm {

  private final surety.sandbox.Firm firm;
  private final Map<Long, Client> clients = new HashMap<>();

  /// The firm as it is.
  public MadeUpFirm(surety.sandbox.Firm firm) {
    this.firm = firm;
    firm.clients().forEach(client -> clients.put(client.id(), client));
  }

  /// People and projects, then everything else.
  public Stream<SourceRecord> phaseOne() {
    return Stream.concat(
        firm.people().stream().map(this::person), firm.projects().stream().map(this::project));
  }

  /// Everything that refers to people and projects.
  public Stream<SourceRecord> phaseTwo() {
    return Stream.of(
            firm.bookings().stream().filter(MadeUpFirm::standing).map(this::booking),
            firm.timeEntries().stream().map(this::time),
            firm.deals().stream().map(this::deal),
            firm.invoices().stream().map(this::invoice))
        .flatMap(records -> records);
  }

  /// The firm's exchange rates, entered on the first of each month.
  public ExchangeRates rates(LocalDate from) {
    Map<Currency, Map<LocalDate, BigDecimal>> rates = new HashMap<>();
    firm.exchangeRates()
        .forEach(
            (code, rate) -> {
              Map<LocalDate, BigDecimal> days = new TreeMap<>();
              for (LocalDate day = from; !day.isAfter(firm.today()); day = day.plusMonths(1)) {
                days.put(day, rate);
              }
              rates.put(Currency.getInstance(code), days);
            });
    return ExchangeRates.of(Currency.getInstance(firm.homeCurrency()), rates);
  }

  /// The firm's figures.
  public Aggregates fold(LocalDate from) {
    return fold(from, rates(from));
  }

  /// The figures of the same firm with a system that tells neither how projects earn nor rates.
  public Aggregates foldWithoutBilling(LocalDate from) {
    return fold(from, rates(from), MadeUpFirm::withoutBilling);
  }

  Aggregates fold(LocalDate from, ExchangeRates rates) {
    return fold(from, rates, record -> record);
  }

  private Aggregates fold(LocalDate from, ExchangeRates rates, UnaryOperator<SourceRecord> told) {
    References references = new References();
    phaseOne().map(told).forEach(record -> references.accept(0, record));
    Fold fold = new Fold(references, rates, new Window(from, firm.today()));
    phaseTwo().map(told).forEach(record -> fold.accept(0, record));
    return fold.finish();
  }

  private static SourceRecord withoutBilling(SourceRecord record) {
    return switch (record) {
      case Project it ->
          new Project(
              it.id(),
              it.name(),
              it.clientId(),
              it.clientName(),
              it.archived(),
              Billing.UNKNOWN,
              it.currency(),
              null,
              it.startsOn(),
              it.endsOn());
      case TimeEntry it ->
          new TimeEntry(
              it.id(),
              it.personId(),
              it.projectId(),
              it.day(),
              it.worked(),
              it.billable(),
              null,
              null,
              it.approved());
      default -> record;
    };
  }

  private static boolean standing(surety.sandbox.Booking booking) {
    return switch (booking.state()) {
      case CONFIRMED, TENTATIVE, PENDING -> true;
      case REJECTED, CANCELED -> false;
    };
  }

  private Person person(surety.sandbox.Person person) {
    return new Person(
        "" + person.id(),
        person.name(),
        person.active(),
        person.placeholder(),
        person.capacities().stream()
            .map(span -> new Capacity(span.from(), span.to(), week(span.minutesPerWeekday())))
            .toList(),
        person.costRates().stream()
            .map(rate -> new HourlyRate(rate.from(), rate.to(), sure(rate.perHour())))
            .toList(),
        null);
  }

  private Project project(surety.sandbox.Project project) {
    return new Project(
        "" + project.id(),
        project.name(),
        id(project.clientId()),
        project.clientId() == null ? null : name(project.clientId()),
        project.archived(),
        Billing.valueOf(project.billing().name()),
        Currency.getInstance(project.currency()),
        money(project.fee()),
        project.startsOn(),
        project.endsOn());
  }

  private TimeEntry time(surety.sandbox.TimeEntry entry) {
    return new TimeEntry(
        "" + entry.id(),
        "" + entry.personId(),
        "" + entry.projectId(),
        entry.day(),
        Duration.ofMinutes(entry.minutes()),
        Duration.ofMinutes(entry.billableMinutes()),
        money(entry.billRate()),
        money(entry.costRate()),
        entry.approved());
  }

  private Invoice invoice(surety.sandbox.Invoice invoice) {
    return new Invoice(
        "" + invoice.id(),
        invoice.number(),
        "" + invoice.clientId(),
        name(invoice.clientId()),
        Invoice.State.valueOf(invoice.state().name()),
        invoice.issuedOn(),
        invoice.dueOn(),
        cents(invoice.net(), invoice.currency()),
        cents(invoice.open(), invoice.currency()),
        invoice.lines().stream()
            .map(
                line ->
                    new Invoice.Line(
                        "" + line.projectId(), cents(line.amount(), invoice.currency())))
            .toList(),
        List.of());
  }

  private Deal deal(surety.sandbox.Deal deal) {
    Integer percent = deal.probabilityPercent();
    return new Deal(
        "" + deal.id(),
        deal.name(),
        name(deal.clientId()),
        Deal.State.valueOf(deal.state().name()),
        money(deal.value()),
        percent == null ? null : BigDecimal.valueOf(percent, 2),
        deal.createdOn(),
        deal.expectedCloseOn(),
        deal.closedOn());
  }

  private Booking booking(surety.sandbox.Booking booking) {
    Integer perDay = booking.minutesPerDay();
    return new Booking(
        "" + booking.id(),
        "" + booking.personId(),
        id(booking.projectId()),
        Booking.Kind.valueOf(booking.kind().name()),
        booking.from(),
        booking.to(),
        perDay == null ? null : Duration.ofMinutes(perDay),
        perDay == null ? Duration.ofMinutes(booking.totalMinutes()) : null,
        booking.state() != surety.sandbox.Booking.State.CONFIRMED);
  }

  private String name(@Nullable Long client) {
    return Objects.requireNonNull(clients.get(client)).name();
  }

  private static @Nullable String id(@Nullable Long id) {
    return id == null ? null : "" + id;
  }

  private static List<Duration> week(List<Integer> minutes) {
    return minutes.stream().map(Duration::ofMinutes).toList();
  }

  private static @Nullable Money money(surety.sandbox.@Nullable Money money) {
    return money == null ? null : sure(money);
  }

  private static Money sure(surety.sandbox.Money money) {
    return new Money(money.amount(), Currency.getInstance(money.currency()));
  }

  private static Money cents(long minorUnits, String currency) {
    return sure(new surety.sandbox.Money(minorUnits, currency));
  }
}
