package surety.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What each vendor's format can express of a firm; the rules are in [Firm#seenBy].
final class VendorView {
  static final long PRODUCTIVE_OWN_COMPANY = 1;
  static final long HARVEST_OWN_CLIENT = 70_000;
  static final long CONNECTWISE_OWN_COMPANY = 2;
  static final long QUICKBOOKS_OWN_CUSTOMER = 3;
  static final long XERO_OWN_CONTACT = 4;

  private VendorView() {}

  static Firm productive(Firm firm) {
    FirmBuilder view = firm.toBuilder();
    withOwnCompany(view, PRODUCTIVE_OWN_COMPANY);
    view.runningTimers = List.of();
    view.people = firm.people().stream().map(VendorView::withoutListPrice).toList();
    return view.build();
  }

  static Firm harvest(Firm firm) {
    FirmBuilder view = firm.toBuilder();
    withOwnCompany(view, HARVEST_OWN_CLIENT);
    view.contacts = List.of();
    view.budgets = List.of();
    view.stages = List.of();
    view.events = List.of();
    view.bookings = List.of();
    view.people =
        firm.people().stream().filter(p -> !p.placeholder()).map(VendorView::oneWeek).toList();
    view.timeEntries = firm.timeEntries().stream().map(VendorView::billableOrNot).toList();
    view.deals = firm.deals().stream().map(VendorView::asEstimate).toList();
    return view.build();
  }

  static Firm floats(Firm firm) {
    FirmBuilder view = firm.toBuilder();
    view.invoices = List.of();
    view.deals = List.of();
    view.projects = firm.projects().stream().map(VendorView::inHomeCurrency).toList();
    view.people = firm.people().stream().map(VendorView::latest).toList();
    view.timeEntries =
        firm.timeEntries().stream()
            .map(VendorView::billableOrNot)
            .map(TimeEntry::withoutRates)
            .toList();
    view.bookings =
        firm.bookings().stream().filter(VendorView::isAtFloat).map(VendorView::perDay).toList();
    return view.build();
  }

  static Project inHomeCurrency(Project project) {
    return project.priced(FirmGenerator.HOME, atHome(project.fee()));
  }

  static Person latest(Person person) {
    return person.with(
        person.capacities().stream()
            .skip(Math.max(0, person.capacities().size() - 1))
            .map(span -> new Person.Capacity(null, null, span.minutesPerWeekday()))
            .toList(),
        person.costRates().isEmpty()
            ? List.of()
            : List.of(new Person.CostRate(null, null, person.costRates().getLast().perHour())),
        person.defaultBillRate());
  }

  private static boolean isAtFloat(Booking booking) {
    return booking.kind() == Booking.Kind.WORK
        || (booking.kind() == Booking.Kind.LEAVE && booking.state() == Booking.State.CONFIRMED);
  }

  // The total in quarters of an hour on each day from Monday to Friday.
  static Booking perDay(Booking booking) {
    Integer minutes = booking.minutesPerDay();
    if (minutes != null && booking.method() == Booking.Method.PER_DAY) {
      return booking;
    }
    long days =
        booking
            .from()
            .datesUntil(booking.to().plusDays(1))
            .filter(day -> day.getDayOfWeek().getValue() < 6)
            .count();
    return booking.perDay((int) Math.max(1, booking.totalMinutes() / Math.max(1, days) / 15) * 15);
  }

  static Firm pipedrive(Firm firm) {
    return customers(firm).build();
  }

  static Firm hubspot(Firm firm) {
    FirmBuilder view = customers(firm);
    view.deals = view.deals.stream().map(VendorView::withoutExpectation).toList();
    return view.build();
  }

  static Firm connectwise(Firm firm) {
    FirmBuilder view = managed(firm);
    withOwnCompany(view, CONNECTWISE_OWN_COMPANY);
    view.people =
        firm.people().stream()
            .filter(person -> !person.placeholder())
            .map(VendorView::oneWeek)
            .map(VendorView::latest)
            .toList();
    view.timeEntries =
        firm.timeEntries().stream()
            .map(VendorView::billableOrNot)
            .map(
                entry ->
                    entry.rated(entry.billableMinutes() == 0 ? null : atHome(entry.billRate())))
            .toList();
    return view.build();
  }

  static Firm autotask(Firm firm) {
    FirmBuilder view = managed(firm);
    view.people =
        firm.people().stream()
            .filter(person -> !person.placeholder())
            .map(VendorView::latest)
            .map(person -> person.with(List.of(), person.costRates(), null))
            .toList();
    view.projects = firm.projects().stream().map(VendorView::inHomeCurrency).toList();
    view.timeEntries = firm.timeEntries().stream().map(TimeEntry::withoutRates).toList();
    view.invoices = view.invoices.stream().map(invoice -> invoice.in(FirmGenerator.HOME)).toList();
    return view.build();
  }

  static Firm quickbooks(Firm firm) {
    FirmBuilder view = managed(firm);
    withOwnCompany(view, QUICKBOOKS_OWN_CUSTOMER);
    view.people =
        firm.people().stream()
            .filter(person -> !person.placeholder())
            .map(VendorView::latest)
            .map(person -> person.with(List.of(), person.costRates(), person.defaultBillRate()))
            .toList();
    view.projects =
        view.projects.stream()
            .map(project -> project.priced(project.currency(), null))
            .map(project -> project.between(null, null))
            .toList();
    view.timeEntries =
        firm.timeEntries().stream()
            .map(VendorView::billableOrNot)
            .map(
                entry ->
                    entry.billedAt(entry.billableMinutes() == 0 ? null : atHome(entry.billRate())))
            .toList();
    view.deals = firm.deals().stream().map(Deal::asQuote).toList();
    return view.build();
  }

  static Firm xero(Firm firm) {
    FirmBuilder view = firm.toBuilder();
    withOwnCompany(view, XERO_OWN_CONTACT);
    view.bookings = List.of();
    view.timeEntries = List.of();
    view.people =
        firm.people().stream()
            .filter(person -> !person.placeholder() && person.active())
            .map(person -> person.with(List.of(), List.of(), null))
            .toList();
    view.projects =
        view.projects.stream().map(project -> project.between(null, project.endsOn())).toList();
    view.invoices =
        firm.invoices().stream()
            .map(
                invoice ->
                    invoice.with(
                        invoice.state() == Invoice.State.WRITTEN_OFF
                            ? Invoice.State.PAID
                            : invoice.state(),
                        List.of()))
            .toList();
    view.deals = firm.deals().stream().map(Deal::asQuote).toList();
    return view.build();
  }

  static FirmBuilder managed(Firm firm) {
    FirmBuilder view = firm.toBuilder();
    view.bookings = List.of();
    view.invoices =
        firm.invoices().stream().filter(invoice -> invoice.state() != Invoice.State.DRAFT).toList();
    view.deals = firm.deals().stream().map(deal -> deal.worth(atHome(deal.value()))).toList();
    return view;
  }

  static @Nullable Money atHome(@Nullable Money money) {
    return money == null ? null : new Money(money.minorUnits(), FirmGenerator.HOME);
  }

  private static FirmBuilder customers(Firm firm) {
    FirmBuilder view = firm.toBuilder();
    view.projects = List.of();
    view.timeEntries = List.of();
    view.invoices = List.of();
    view.bookings = List.of();
    view.people =
        firm.people().stream()
            .filter(person -> !person.placeholder())
            .map(person -> person.with(List.of(), List.of(), null))
            .toList();
    view.deals = firm.deals().stream().map(deal -> likely(deal, firm)).toList();
    return view;
  }

  private static Deal likely(Deal deal, Firm firm) {
    int ofStage =
        firm.stages().stream()
            .filter(stage -> stage.id() == deal.stageId())
            .mapToInt(Deal.Stage::probabilityPercent)
            .findFirst()
            .orElseThrow();
    Integer own = deal.probabilityPercent();
    return deal.expecting(own == null ? ofStage : own, deal.expectedCloseOn());
  }

  private static Deal withoutExpectation(Deal deal) {
    boolean open = deal.state() == Deal.State.OPEN;
    return deal.expecting(deal.probabilityPercent(), open ? deal.expectedCloseOn() : null);
  }

  static void withOwnCompany(FirmBuilder view, long id) {
    view.clients.addFirst(new Client(id, view.name, FirmGenerator.HOME, 0, false));
    view.projects.replaceAll(project -> project.clientId() == null ? project.of(id) : project);
  }

  private static Person withoutListPrice(Person person) {
    return new Person(
        person.id(),
        person.firstName(),
        person.lastName(),
        person.email(),
        person.title(),
        person.contractor(),
        person.placeholder(),
        person.active(),
        person.joinedOn(),
        person.leftOn(),
        person.capacities(),
        person.costRates(),
        null);
  }

  private static Person oneWeek(Person person) {
    int daily = person.capacities().getLast().minutesPerWeek() / 5;
    List<Integer> week = List.of(daily, daily, daily, daily, daily, 0, 0);
    return new Person(
        person.id(),
        person.firstName(),
        person.lastName(),
        person.email(),
        person.title(),
        person.contractor(),
        false,
        person.active(),
        null,
        null,
        List.of(new Person.Capacity(null, null, week)),
        person.costRates(),
        person.defaultBillRate());
  }

  static TimeEntry billableOrNot(TimeEntry entry) {
    return entry.billableMinutes() == 0 ? entry : entry.withBillableMinutes(entry.minutes());
  }

  private static Deal asEstimate(Deal deal) {
    return new Deal(
        deal.id(),
        deal.name(),
        deal.clientId(),
        deal.state(),
        deal.value(),
        null,
        deal.stageId(),
        deal.createdOn(),
        null,
        deal.closedOn(),
        deal.ownerId());
  }
}
