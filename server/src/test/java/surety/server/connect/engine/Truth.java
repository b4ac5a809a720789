package surety.server.connect.engine;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import surety.sandbox.Booking;
import surety.sandbox.Client;
import surety.sandbox.Deal;
import surety.sandbox.Firm;
import surety.sandbox.Invoice;
import surety.sandbox.Money;
import surety.sandbox.Person;
import surety.sandbox.Project;
import surety.sandbox.TimeEntry;
import surety.sandbox.Vendor;
import surety.server.connect.Fetch;
import surety.server.connect.SourceRecord;

/// The records that a vendor should deliver, made from the generator's truth and not from the wire.
///
/// Each record is turned into one line of text, so that a difference can be read.
final class Truth {

  private static final Set<Vendor> TELL_NO_BILLING =
      Set.of(
          Vendor.AUTOTASK,
          Vendor.QUICKBOOKS,
          Vendor.XERO,
          Vendor.ACCELO,
          Vendor.KANTATA,
          Vendor.RESOURCEGURU,
          Vendor.SCORO);
  private static final Set<Vendor> TELL_NO_CURRENCY_OF_PROJECTS =
      Set.of(Vendor.RESOURCEGURU, Vendor.SCORO);
  private static final Set<Vendor> TELL_THE_BALANCE =
      Set.of(Vendor.CONNECTWISE, Vendor.QUICKBOOKS, Vendor.ACCELO, Vendor.SCORO);

  private final Firm firm;
  private final Vendor vendor;
  private final Map<Long, Client> clients = new HashMap<>();

  Truth(Firm firm, Vendor vendor) {
    this.firm = firm.seenBy(vendor);
    this.vendor = vendor;
    this.firm.clients().forEach(client -> clients.put(client.id(), client));
  }

  List<String> of(Fetch fetch) {
    return switch (fetch) {
      case PROJECTS -> firm.projects().stream().map(this::project).sorted().toList();
      case INVOICES -> firm.invoices().stream().map(this::invoice).sorted().toList();
      case TIME_ENTRIES -> firm.timeEntries().stream().map(this::time).sorted().toList();
      case PEOPLE -> firm.people().stream().map(this::person).sorted().toList();
      case DEALS -> firm.deals().stream().map(this::deal).sorted().toList();
      case BOOKINGS ->
          firm.bookings().stream()
              .filter(booking -> booking.state() != Booking.State.REJECTED)
              .filter(booking -> booking.state() != Booking.State.CANCELED)
              .map(this::booking)
              .sorted()
              .toList();
    };
  }

  // At both vendors the firm is its own client for internal work. Productive marks such projects,
  // so that the connector can leave the client out; Harvest does not.
  private String client(@Nullable Long id) {
    if (id == null || (vendor == Vendor.PRODUCTIVE && name(id).equals(firm.name()))) {
      return vendor == Vendor.HARVEST ? "70000 " + firm.name() : "null null";
    }
    return id(id) + " " + name(id);
  }

  // At Xero ids are UUIDs.
  private String id(long id) {
    return vendor == Vendor.XERO ? "00000000-0000-4000-8000-%012d".formatted(id) : "" + id;
  }

  // At Salesforce ids have fifteen characters, the first three of them the object's.
  private String id(String object, long id) {
    return vendor == Vendor.SALESFORCE ? object + "%012d".formatted(id) : id(id);
  }

  // At QuickBooks ids of credit notes may be those of invoices.
  private String id(Invoice invoice) {
    boolean credit = invoice.kind() == Invoice.Kind.CREDIT_NOTE;
    return (vendor == Vendor.QUICKBOOKS && credit ? "credit " : "") + id(invoice.id());
  }

  private String name(long client) {
    return Objects.requireNonNull(clients.get(client)).name();
  }

  private String project(Project project) {
    return line(
        id(project.id()),
        project.name(),
        client(project.clientId()),
        project.archived(),
        TELL_NO_BILLING.contains(vendor) ? "UNKNOWN" : project.billing(),
        TELL_NO_CURRENCY_OF_PROJECTS.contains(vendor) ? null : project.currency(),
        money(project.fee()),
        project.startsOn(),
        project.endsOn());
  }

  private String time(TimeEntry entry) {
    return line(
        entry.id(),
        entry.personId(),
        entry.projectId(),
        entry.day(),
        entry.minutes(),
        entry.billableMinutes(),
        money(entry.billRate()),
        money(entry.costRate()),
        vendor == Vendor.FLOAT || vendor == Vendor.QUICKBOOKS ? null : entry.approved());
  }

  private String person(Person person) {
    return line(
        id("005", person.id()),
        person.name(),
        person.active(),
        person.placeholder(),
        person.capacities().stream()
            .map(span -> line(span.from(), span.to(), span.minutesPerWeekday()))
            .toList(),
        person.costRates().stream()
            .map(rate -> line(rate.from(), rate.to(), money(rate.perHour())))
            .toList(),
        money(person.defaultBillRate()));
  }

  private String invoice(Invoice invoice) {
    return line(
        id(invoice),
        invoice.number(),
        client(invoice.clientId()),
        TELL_THE_BALANCE.contains(vendor) ? stateByBalance(invoice) : invoice.state(),
        invoice.issuedOn(),
        invoice.dueOn(),
        money(new Money(invoice.net(), invoice.currency())),
        vendor == Vendor.AUTOTASK ? null : money(new Money(invoice.open(), invoice.currency())),
        lines(invoice),
        payments(invoice));
  }

  // Productive has one part per budget, Harvest has the lines themselves: compare per project.
  private static Map<Long, BigDecimal> lines(Invoice invoice) {
    Map<Long, BigDecimal> perProject = new TreeMap<>();
    invoice
        .lines()
        .forEach(
            line ->
                perProject.merge(
                    line.projectId(), BigDecimal.valueOf(line.amount(), 2), BigDecimal::add));
    return perProject;
  }

  private static Invoice.State stateByBalance(Invoice invoice) {
    return invoice.open() == 0 ? Invoice.State.PAID : Invoice.State.OPEN;
  }

  // Harvest and Autotask tell only that an invoice was paid in full, and when; ConnectWise not even
  // that.
  private List<String> payments(Invoice invoice) {
    if (TELL_THE_BALANCE.contains(vendor)) {
      return List.of();
    }
    if (vendor == Vendor.HARVEST || vendor == Vendor.AUTOTASK) {
      return invoice.state() == Invoice.State.PAID
          ? List.of(invoice.closedOn() + " " + BigDecimal.valueOf(invoice.gross(), 2))
          : List.of();
    }
    return invoice.payments().stream()
        .map(payment -> payment.paidOn() + " " + BigDecimal.valueOf(payment.amount(), 2))
        .sorted()
        .toList();
  }

  private String deal(Deal deal) {
    Integer percent = deal.probabilityPercent();
    return line(
        id("006", deal.id()),
        deal.name(),
        name(deal.clientId()),
        deal.state(),
        money(deal.value()),
        percent == null ? null : BigDecimal.valueOf(percent, 2),
        vendor == Vendor.CONNECTWISE ? null : deal.createdOn(),
        deal.expectedCloseOn(),
        deal.closedOn());
  }

  private String booking(Booking booking) {
    boolean perDay = booking.method() == Booking.Method.PER_DAY;
    return line(
        bookingId(booking),
        booking.personId(),
        booking.projectId(),
        booking.kind(),
        booking.from(),
        booking.to(),
        perDay ? booking.minutesPerDay() : null,
        perDay ? null : booking.totalMinutes(),
        booking.state() != Booking.State.CONFIRMED);
  }

  // At Float an allocation, and at Scoro a task, may be several people's: each has a booking of its
  // own.
  private String bookingId(Booking booking) {
    if (vendor == Vendor.RESOURCEGURU) {
      return booking.id() + " " + booking.from();
    }
    if (vendor == Vendor.SCORO) {
      return booking.id() + " " + booking.personId();
    }
    if (vendor != Vendor.FLOAT) {
      return Long.toString(booking.id());
    }
    String kind = booking.kind() == Booking.Kind.WORK ? "" : "leave ";
    return kind + booking.id() + " " + booking.personId();
  }

  private static @Nullable String money(@Nullable Money money) {
    return money == null ? null : money.amount() + " " + money.currency();
  }

  static String line(@Nullable Object... parts) {
    return Arrays.toString(parts);
  }

  /// What a connector delivered, in the same form.
  static String line(SourceRecord record) {
    return switch (record) {
      case SourceRecord.Project it ->
          line(
              it.id(),
              it.name(),
              it.clientId() + " " + it.clientName(),
              it.archived(),
              it.billing(),
              it.currency(),
              money(it.fee()),
              it.startsOn(),
              it.endsOn());
      case SourceRecord.TimeEntry it ->
          line(
              it.id(),
              it.personId(),
              it.projectId(),
              it.day(),
              it.worked().toMinutes(),
              it.billable().toMinutes(),
              money(it.billRate()),
              money(it.costRate()),
              it.approved());
      case SourceRecord.Person it ->
          line(
              it.id(),
              it.name(),
              it.active(),
              it.placeholder(),
              it.capacity().stream().map(Truth::capacity).toList(),
              it.costRates().stream().map(Truth::rate).toList(),
              it.defaultBillRate() == null ? null : money(it.defaultBillRate().perHour()));
      case SourceRecord.Invoice it -> line(it);
      case SourceRecord.Deal it ->
          line(
              it.id(),
              it.name(),
              it.clientName(),
              it.state(),
              money(it.value()),
              it.probability() == null ? null : it.probability().setScale(2),
              it.createdOn(),
              it.expectedCloseOn(),
              it.closedOn());
      case SourceRecord.Booking it ->
          line(
              it.id(),
              it.personId(),
              it.projectId(),
              it.kind(),
              it.from(),
              it.to(),
              minutes(it.perDay()),
              minutes(it.total()),
              it.tentative());
    };
  }

  private static String line(SourceRecord.Invoice invoice) {
    Map<Long, BigDecimal> perProject = new TreeMap<>();
    for (SourceRecord.Invoice.Line line : invoice.lines()) {
      perProject.merge(
          Long.valueOf(String.valueOf(line.projectId())),
          line.amount().amount().setScale(2),
          BigDecimal::add);
    }
    return line(
        invoice.id(),
        invoice.number(),
        invoice.clientId() + " " + invoice.clientName(),
        invoice.state(),
        invoice.issuedOn(),
        invoice.dueOn(),
        money(invoice.total()),
        money(invoice.open()),
        perProject,
        invoice.payments().stream()
            .map(payment -> payment.paidOn() + " " + payment.amount().amount().setScale(2))
            .sorted()
            .toList());
  }

  private static String capacity(SourceRecord.Capacity span) {
    return line(
        span.from(), span.to(), span.perWeekday().stream().map(Duration::toMinutes).toList());
  }

  private static String rate(SourceRecord.HourlyRate rate) {
    return line(rate.from(), rate.to(), money(rate.perHour()));
  }

  private static @Nullable Long minutes(@Nullable Duration duration) {
    return duration == null ? null : duration.toMinutes();
  }

  private static @Nullable String money(SourceRecord.@Nullable Money money) {
    return money == null ? null : money.amount().setScale(2) + " " + money.currency();
  }
}
