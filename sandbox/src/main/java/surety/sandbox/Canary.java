package surety.sandbox;

import java.util.ArrayList;
import java.util.List;

/// Plants a marker into a firm, for tests that search what must not have been kept.
final class Canary {
  private final FirmBuilder firm;
  private final String marker;

  private Canary(Firm firm, String marker) {
    this.firm = firm.toBuilder();
    this.marker = marker;
  }

  static Firm plant(Firm firm, String marker) {
    if (!marker.matches("[A-Za-z0-9]{6,40}")) {
      throw new IllegalArgumentException("a canary is 6 to 40 letters and digits");
    }
    Canary canary = new Canary(firm, marker);
    canary.names();
    canary.texts();
    canary.amounts();
    return canary.firm.build();
  }

  private String word(String kind) {
    String word = marker + kind;
    firm.canaries.add(word);
    return word;
  }

  private void names() {
    Client client = firm.clients.getFirst();
    firm.clients.set(
        0,
        new Client(
            client.id(),
            client.name() + " " + word("client"),
            client.currency(),
            client.paymentTermDays(),
            client.archived()));
    Person p = firm.people.get(4);
    firm.people.set(
        4,
        new Person(
            p.id(),
            p.firstName(),
            p.lastName() + word("person"),
            word("mail") + "@marlinoak.example",
            p.title(),
            p.contractor(),
            p.placeholder(),
            p.active(),
            p.joinedOn(),
            p.leftOn(),
            p.capacities(),
            p.costRates(),
            p.defaultBillRate()));
    Project project = firm.projects.get(2);
    firm.projects.set(
        2,
        new Project(
            project.id(),
            project.name() + " " + word("project"),
            project.code(),
            project.clientId(),
            project.billing(),
            project.currency(),
            project.fee(),
            project.startsOn(),
            project.endsOn(),
            project.archived(),
            project.createdOn(),
            project.managerId()));
  }

  private void texts() {
    String note = word("note");
    for (int i = 0; i < firm.timeEntries.size(); i += 997) {
      TimeEntry entry = firm.timeEntries.get(i);
      firm.timeEntries.set(i, entry.withNote(entry.note() + " " + note));
    }
    int last = firm.bookings.size() - 1;
    firm.bookings.set(last, firm.bookings.get(last).withNote(word("booking")));
    Invoice invoice = firm.invoices.get(3);
    firm.invoices.set(3, withSubject(invoice, invoice.subject() + " " + word("invoice")));
  }

  // Seven digits that follow from the marker, in the value of a deal.
  private void amounts() {
    long digits = 7_000_000L + Math.floorMod(marker.hashCode(), 900_000) / 20 * 20 + 20;
    firm.canaries.add(Long.toString(digits));
    List<Deal> deals = new ArrayList<>(firm.deals);
    Deal deal = deals.getLast();
    Money value = new Money(digits * 100, FirmGenerator.HOME);
    firm.deals.set(
        deals.size() - 1,
        new Deal(
            deal.id(),
            deal.name() + " " + word("deal"),
            deal.clientId(),
            deal.state(),
            value,
            deal.probabilityPercent(),
            deal.stageId(),
            deal.createdOn(),
            deal.expectedCloseOn(),
            deal.closedOn(),
            deal.ownerId()));
  }

  private static Invoice withSubject(Invoice invoice, String subject) {
    return new Invoice(
        invoice.id(),
        invoice.number(),
        invoice.kind(),
        invoice.clientId(),
        invoice.state(),
        subject,
        invoice.currency(),
        invoice.createdOn(),
        invoice.issuedOn(),
        invoice.dueOn(),
        invoice.sentOn(),
        invoice.closedOn(),
        invoice.periodStart(),
        invoice.periodEnd(),
        invoice.taxPercent(),
        invoice.net(),
        invoice.tax(),
        invoice.credited(),
        invoice.writtenOff(),
        invoice.lines(),
        invoice.payments(),
        invoice.creditedInvoiceId());
  }
}
