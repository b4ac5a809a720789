package surety.sandbox;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An invoice, or a credit note, whose amounts are then negative.
///
/// All amounts are in minor units of `currency`.
///
/// @param number null on some drafts
/// @param issuedOn null on some drafts
/// @param dueOn null where nobody entered it
/// @param sentOn null on drafts
/// @param closedOn the day of the last payment or of the write-off, null while something is open
/// @param taxPercent 0, 8, 20 or 21
/// @param net sum of the lines, without tax
/// @param tax on the whole invoice, rounded half up to a minor unit
/// @param credited what credit notes took off it; for an applied or refunded credit note its own
///     gross amount
/// @param writtenOff what the firm gave up
/// @param creditedInvoiceId for a credit note the invoice that it corrects
public record Invoice(
    long id,
    @Nullable String number,
    Kind kind,
    long clientId,
    State state,
    String subject,
    String currency,
    LocalDate createdOn,
    @Nullable LocalDate issuedOn,
    @Nullable LocalDate dueOn,
    @Nullable LocalDate sentOn,
    @Nullable LocalDate closedOn,
    @Nullable LocalDate periodStart,
    @Nullable LocalDate periodEnd,
    int taxPercent,
    long net,
    long tax,
    long credited,
    long writtenOff,
    List<Line> lines,
    List<Payment> payments,
    @Nullable Long creditedInvoiceId) {

  /// What the paper is.
  public enum Kind {
    INVOICE,
    CREDIT_NOTE
  }

  /// Where it stands. A draft is not owed yet; an applied or refunded credit note is
  /// PAID.
  public enum State {
    DRAFT,
    OPEN,
    PAID,
    WRITTEN_OFF
  }

  /// The part that falls on one service of a project, without tax.
  ///
  /// @param minutes billed time, null for lines that do not bill time
  /// @param unitPrice price of an hour, or of the whole where `minutes` is null
  public record Line(
      long id,
      long projectId,
      long budgetId,
      String description,
      @Nullable Integer minutes,
      long unitPrice,
      long amount) {}

  /// Money that came in.
  public record Payment(long id, LocalDate paidOn, long amount) {}

  public Invoice {
    lines = List.copyOf(lines);
    payments = List.copyOf(payments);
  }

  Invoice in(String unit) {
    return new Invoice(
        id,
        number,
        kind,
        clientId,
        state,
        subject,
        unit,
        createdOn,
        issuedOn,
        dueOn,
        sentOn,
        closedOn,
        periodStart,
        periodEnd,
        taxPercent,
        net,
        tax,
        credited,
        writtenOff,
        lines,
        payments,
        creditedInvoiceId);
  }

  Invoice with(State newState, List<Line> newLines) {
    return new Invoice(
        id,
        number,
        kind,
        clientId,
        newState,
        subject,
        currency,
        createdOn,
        issuedOn,
        dueOn,
        sentOn,
        closedOn,
        periodStart,
        periodEnd,
        taxPercent,
        net,
        tax,
        credited,
        writtenOff,
        newLines,
        payments,
        creditedInvoiceId);
  }

  /// Amount with tax.
  public long gross() {
    return net + tax;
  }

  /// Sum of the payments.
  public long paid() {
    return payments.stream().mapToLong(Payment::amount).sum();
  }

  /// What is still to be paid, with tax: 0 when settled or written off, negative for an unapplied
  /// credit note. On a draft it is the whole, although nothing is owed yet.
  public long open() {
    return gross() - paid() - credited - writtenOff;
  }
}
