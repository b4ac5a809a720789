package surety.server.insight.figures;

import surety.server.connect.SourceRecord;

/// Phase two: takes time entries, invoices, deals and bookings as they stream in, in any order, and
/// keeps sums only.
///
/// Safe for use by several threads, so that the streams may run side by side.
public final class Fold {

  private final References references;
  private final ExchangeRates rates;
  private final Window window;
  private final Gaps gaps = new Gaps();
  private final WorkBook book;
  private final TimeFold time;
  private final InvoiceFold invoices;
  private final DealFold deals;
  private final BookingFold bookings;

  /// Starts phase two.
  ///
  /// @param references phase one, complete; it is used up and must not be fed any more
  public Fold(References references, ExchangeRates rates, Window window) {
    this.references = references;
    this.rates = rates;
    this.window = window;
    this.book = new WorkBook(references, window);
    this.time = new TimeFold(references, rates, window, book, gaps);
    this.invoices = new InvoiceFold(rates, window, book, gaps);
    this.deals = new DealFold(rates, window, gaps);
    this.bookings = new BookingFold(references, window, gaps);
  }

  /// Takes one record and forgets it.
  ///
  /// @param source the same number as in phase one
  /// @throws IllegalArgumentException for a person or a project: they belong to phase one
  public synchronized void accept(int source, SourceRecord record) {
    switch (record) {
      case SourceRecord.TimeEntry entry -> time.accept(source, entry);
      case SourceRecord.Invoice invoice -> invoices.accept(source, invoice, source);
      case SourceRecord.Deal deal -> deals.accept(deal);
      case SourceRecord.Booking booking -> bookings.accept(source, booking);
      case SourceRecord.Person _, SourceRecord.Project _ ->
          throw new IllegalArgumentException(
              "phase two takes no " + record.getClass().getSimpleName());
    }
  }

  /// Takes an invoice whose lines name the projects of another source.
  synchronized void accept(int source, SourceRecord.Invoice invoice, int linesOf) {
    invoices.accept(source, invoice, linesOf);
  }

  /// The aggregates, with costs. Call it once, after the last record.
  public synchronized Aggregates finish() {
    Assembly assembly = new Assembly(references, window, book, gaps, rates);
    return assembly.aggregates(time, invoices, deals, bookings);
  }
}
