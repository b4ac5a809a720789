package surety.sandbox;

import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;

/// Adds credit notes: most are applied to the invoice that they correct, some wait to be.
final class CreditNotes {
  private final FirmBuilder firm;
  private final SplittableRandom random;

  CreditNotes(FirmBuilder firm, SplittableRandom random) {
    this.firm = firm;
    this.random = random;
  }

  void generate(int count) {
    List<Invoice> all = List.copyOf(firm.invoices);
    int added = 0;
    for (int i = random.nextInt(20); added < count; i = (i + 37) % all.size()) {
      Invoice invoice = all.get(i);
      LocalDate day = invoice.createdOn().plusDays(9);
      if (invoice.state() != Invoice.State.DRAFT && day.isBefore(firm.today)) {
        add(i, firm.invoices.get(i), day, ++added);
      }
    }
  }

  // An invoice that is still open takes the credit at once. For a settled one the money went back,
  // but every fourth waits for an invoice to come.
  private void add(int index, Invoice invoice, LocalDate day, int number) {
    Invoice.Line first = invoice.lines().getFirst();
    long net = -first.amount() / 10;
    long tax = InvoiceFate.tax(net, invoice.taxPercent());
    boolean reduces = invoice.state() == Invoice.State.OPEN && invoice.open() + net + tax > 0;
    boolean applied = reduces || number % 4 != 0;
    if (reduces) {
      firm.invoices.set(index, credited(invoice, -(net + tax)));
    }
    Invoice.Line line =
        new Invoice.Line(
            930_000L + number,
            first.projectId(),
            first.budgetId(),
            "Credit for " + first.description(),
            null,
            net,
            net);
    firm.invoices.add(
        new Invoice(
            661_001 + firm.invoices.size(),
            "CN-%04d".formatted(number),
            Invoice.Kind.CREDIT_NOTE,
            invoice.clientId(),
            applied ? Invoice.State.PAID : Invoice.State.OPEN,
            "Credit for " + invoice.number(),
            invoice.currency(),
            day,
            day,
            null,
            day,
            applied ? day : null,
            null,
            null,
            invoice.taxPercent(),
            net,
            tax,
            applied ? net + tax : 0,
            0,
            List.of(line),
            List.of(),
            invoice.id()));
  }

  private static Invoice credited(Invoice invoice, long amount) {
    return new Invoice(
        invoice.id(),
        invoice.number(),
        invoice.kind(),
        invoice.clientId(),
        invoice.state(),
        invoice.subject(),
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
        invoice.credited() + amount,
        invoice.writtenOff(),
        invoice.lines(),
        invoice.payments(),
        invoice.creditedInvoiceId());
  }
}
