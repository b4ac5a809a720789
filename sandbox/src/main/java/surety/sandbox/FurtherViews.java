package surety.sandbox;

import java.util.List;

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
    view.bookings =
        firm.bookings().stream()
            .filter(booking -> booking.kind() == Booking.Kind.WORK)
            .map(Booking::asTask)
            .toList();
    return view.build();
  }
}
