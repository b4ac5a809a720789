package surety.sandbox;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the formats of further vendors can express of a firm; the rules are in [Firm#seenBy].
final class FurtherViews {
  static final long ACCELO_OWN_COMPANY = 5;

  private FurtherViews() {}

  static Firm accelo(Firm firm) {
    FirmBuilder view = VendorView.managed(firm);
    VendorView.withOwnCompany(view, ACCELO_OWN_COMPANY);
    view.people =
        firm.people().stream()
            .filter(person -> !person.placeholder())
            .map(VendorView::latest)
            .map(it -> it.with(List.of(), it.costRates(), it.defaultBillRate()))
            .toList();
    view.projects = view.projects.stream().map(VendorView::inHomeCurrency).toList();
    view.timeEntries =
        firm.timeEntries().stream()
            .map(
                entry ->
                    entry.rated(
                        entry.billableMinutes() == 0 ? null : VendorView.atHome(entry.billRate())))
            .toList();
    view.invoices = view.invoices.stream().map(invoice -> invoice.in(FirmGenerator.HOME)).toList();
    view.bookings = work(firm).map(booking -> booking.inTotal(Booking.State.CONFIRMED)).toList();
    return view.build();
  }

  static Firm kantata(Firm firm) {
    FirmIndex index = new FirmIndex(firm);
    FirmBuilder view = firm.toBuilder();
    view.invoices = List.of();
    view.deals = List.of();
    view.people =
        firm.people().stream()
            .map(VendorView::latest)
            .map(it -> it.with(List.of(), it.costRates(), it.defaultBillRate()))
            .toList();
    view.timeEntries =
        firm.timeEntries().stream()
            .map(VendorView::billableOrNot)
            .map(entry -> entry.billableMinutes() == 0 ? entry.billedAt(null) : entry)
            .map(entry -> entry.costing(in(index, entry)))
            .toList();
    view.bookings = work(firm).map(booking -> booking.inTotal(booking.state())).toList();
    return view.build();
  }

  private static Stream<Booking> work(Firm firm) {
    return firm.bookings().stream().filter(booking -> booking.kind() == Booking.Kind.WORK);
  }

  // An entry has one currency: that of its project.
  private static @Nullable Money in(FirmIndex index, TimeEntry entry) {
    Money cost = entry.costRate();
    String unit = index.project(entry.projectId()).currency();
    return cost == null ? null : new Money(cost.minorUnits(), unit);
  }

  static Firm resourceguru(Firm firm) {
    FirmBuilder view = firm.toBuilder();
    view.invoices = List.of();
    view.deals = List.of();
    view.timeEntries = List.of();
    view.people =
        firm.people().stream()
            .filter(person -> !person.placeholder())
            .map(person -> person.with(List.of(), List.of(), null))
            .toList();
    view.projects =
        firm.projects().stream()
            .map(project -> project.priced(project.currency(), null))
            .map(project -> project.between(null, null))
            .toList();
    view.bookings = work(firm).map(VendorView::perDay).flatMap(FurtherViews::days).toList();
    return view.build();
  }

  private static Stream<Booking> days(Booking booking) {
    return booking
        .from()
        .datesUntil(booking.to().plusDays(1))
        .filter(day -> day.getDayOfWeek().getValue() < 6)
        .map(booking::on);
  }

  static Firm scoro(Firm firm) {
    FirmBuilder view = VendorView.managed(firm);
    view.people =
        firm.people().stream()
            .filter(person -> !person.placeholder())
            .map(it -> it.with(List.of(), untilTheNext(it.costRates()), it.defaultBillRate()))
            .toList();
    view.projects =
        firm.projects().stream().map(project -> project.priced(project.currency(), null)).toList();
    view.timeEntries = firm.timeEntries().stream().map(TimeEntry::withoutRates).toList();
    view.deals = firm.deals().stream().map(FurtherViews::numbered).toList();
    view.bookings = work(firm).map(booking -> booking.inTotal(Booking.State.CONFIRMED)).toList();
    return view.build();
  }

  private static List<Person.CostRate> untilTheNext(List<Person.CostRate> rates) {
    List<Person.CostRate> ended = new ArrayList<>();
    for (int i = 0; i < rates.size(); i++) {
      LocalDate next = i + 1 < rates.size() ? rates.get(i + 1).from() : null;
      LocalDate last = next == null ? null : next.minusDays(1);
      ended.add(new Person.CostRate(rates.get(i).from(), last, rates.get(i).perHour()));
    }
    return ended;
  }

  private static Deal numbered(Deal deal) {
    return new Deal(
        deal.id(),
        "Quote " + deal.id(),
        deal.clientId(),
        deal.state(),
        deal.value(),
        null,
        deal.stageId(),
        deal.createdOn(),
        deal.expectedCloseOn(),
        deal.state() == Deal.State.WON ? deal.closedOn() : null,
        deal.ownerId());
  }

  static Firm salesforce(Firm firm) {
    FirmBuilder view = VendorView.hubspot(firm).toBuilder();
    view.deals = view.deals.stream().map(FurtherViews::expected).toList();
    return view.build();
  }

  private static Deal expected(Deal deal) {
    boolean open = deal.state() == Deal.State.OPEN;
    return open && deal.expectedCloseOn() == null
        ? deal.expecting(deal.probabilityPercent(), deal.createdOn())
        : deal;
  }
}
