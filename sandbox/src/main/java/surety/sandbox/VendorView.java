package surety.sandbox;

import java.util.List;

/// What each vendor's format can express of a firm; the rules are in [Firm#seenBy].
final class VendorView {
  static final long PRODUCTIVE_OWN_COMPANY = 1;
  static final long HARVEST_OWN_CLIENT = 70_000;

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

  private static void withOwnCompany(FirmBuilder view, long id) {
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

  private static TimeEntry billableOrNot(TimeEntry entry) {
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
