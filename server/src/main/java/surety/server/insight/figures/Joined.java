package surety.server.insight.figures;

import java.util.List;
import surety.server.connect.SourceRecord.Billing;
import surety.server.connect.SourceRecord.Invoice;
import surety.server.connect.SourceRecord.Person;
import surety.server.connect.SourceRecord.Project;

/// One record out of those that several sources have of the same thing. What the first one tells
/// stays; what it cannot tell is taken from the other.
final class Joined {

  private Joined() {}

  /// With the other's contract and cost rates, each where the first has none at all.
  static Person person(Person first, Person other) {
    return new Person(
        first.id(),
        first.name(),
        first.active(),
        first.placeholder(),
        first.capacity().isEmpty() ? other.capacity() : first.capacity(),
        first.costRates().isEmpty() ? other.costRates() : first.costRates(),
        first.defaultBillRate());
  }

  /// With the other's billing, fee and days where the first does not tell how the project earns.
  static Project project(Project first, Project other) {
    return first.billing() != Billing.UNKNOWN
        ? first
        : new Project(
            first.id(),
            first.name(),
            first.clientId(),
            first.clientName(),
            first.archived(),
            other.billing(),
            other.currency(),
            other.fee(),
            other.startsOn(),
            other.endsOn());
  }

  /// With these lines.
  static Invoice invoice(Invoice invoice, List<Invoice.Line> lines) {
    return new Invoice(
        invoice.id(),
        invoice.number(),
        invoice.clientId(),
        invoice.clientName(),
        invoice.state(),
        invoice.issuedOn(),
        invoice.dueOn(),
        invoice.total(),
        invoice.open(),
        lines,
        invoice.payments());
  }

  // Two systems that number on their own would have the same numbers for other invoices.
  static boolean isSameInvoice(Invoice one, Invoice other) {
    boolean sameClient =
        one.clientName() != null && Matches.sameName(one.clientName(), other.clientName());
    return sameClient || (one.issuedOn() != null && one.issuedOn().equals(other.issuedOn()));
  }
}
