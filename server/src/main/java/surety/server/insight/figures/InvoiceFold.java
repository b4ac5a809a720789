package surety.server.insight.figures;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import surety.server.connect.SourceRecord.Invoice;
import surety.server.connect.SourceRecord.Money;
import surety.server.insight.figures.Receivables.Age;
import surety.server.insight.figures.Receivables.Bucket;

/// Folds invoices: what was invoiced by month and project, and what is still open.
final class InvoiceFold {

  private final ExchangeRates rates;
  private final Window window;
  private final WorkBook book;
  private final Gaps gaps;
  private final Amount[] invoiced;
  private final Map<Client, Map<Age, Bucket>> open = new HashMap<>();

  private record Client(Key key, String name) {}

  InvoiceFold(ExchangeRates rates, Window window, WorkBook book, Gaps gaps) {
    this.rates = rates;
    this.window = window;
    this.book = book;
    this.gaps = gaps;
    this.invoiced = new Amount[window.months()];
    Arrays.fill(invoiced, Amount.ZERO);
  }

  Amount invoiced(int month) {
    return invoiced[month];
  }

  /// @param linesOf the source whose projects the lines name
  void accept(int source, Invoice invoice, int linesOf) {
    if (invoice.state() == Invoice.State.DRAFT) {
      return;
    }
    addInvoiced(linesOf, invoice);
    if (invoice.state() == Invoice.State.OPEN) {
      addOpen(source, invoice);
    }
  }

  private void addInvoiced(int linesOf, Invoice invoice) {
    LocalDate issued = invoice.issuedOn();
    Money total = invoice.total();
    if (issued == null) {
      gap(Gap.Kind.NO_ISSUE_DATE, null, name(invoice), total);
      invoice.lines().forEach(line -> work(linesOf, line).ifPresent(Work::invoicedUnknown));
    } else if (window.holds(issued)) {
      int month = window.index(issued);
      convert(total, issued)
          .ifPresentOrElse(
              amount -> invoiced[month] = invoiced[month].plus(amount),
              () -> gap(Gap.Kind.NO_EXCHANGE_RATE, issued, code(total), total));
      addLines(linesOf, invoice, issued, month);
    }
  }

  private void addLines(int linesOf, Invoice invoice, LocalDate issued, int month) {
    if (invoice.lines().isEmpty()) {
      gap(Gap.Kind.NO_INVOICE_LINES, issued, name(invoice), invoice.total());
    }
    for (Invoice.Line line : invoice.lines()) {
      Optional<Work> work = work(linesOf, line);
      if (work.isEmpty()) {
        gap(Gap.Kind.NO_INVOICE_LINES, issued, name(invoice), line.amount());
      }
      work.ifPresent(project -> addLine(project, line.amount(), issued, month));
    }
  }

  private void addLine(Work work, Money money, LocalDate issued, int month) {
    WorkCell cell = work.cell(month);
    convert(money, issued)
        .ifPresentOrElse(
            amount -> cell.invoiced = cell.invoiced.plus(amount), work::invoicedUnknown);
  }

  private void addOpen(int source, Invoice invoice) {
    Money money = invoice.open();
    if (money == null) {
      gap(Gap.Kind.NO_OPEN_AMOUNT, null, name(invoice), invoice.total());
    } else if (money.amount().signum() != 0) {
      LocalDate day = invoiceDay(invoice);
      convert(money, day)
          .ifPresentOrElse(
              amount -> addOpen(source, invoice, amount),
              () -> gap(Gap.Kind.NO_EXCHANGE_RATE, null, code(money), money));
    }
  }

  private void addOpen(int source, Invoice invoice, Amount amount) {
    Age age = age(invoice, amount);
    if (age == Age.NO_DUE_DATE) {
      gap(Gap.Kind.NO_DUE_DATE, null, name(invoice), invoice.total());
    }
    open.computeIfAbsent(client(source, invoice), name -> new EnumMap<>(Age.class))
        .merge(age, new Bucket(1, amount), Bucket::plus);
  }

  private Age age(Invoice invoice, Amount amount) {
    LocalDate due = invoice.dueOn();
    if (amount.signum() < 0) {
      return Age.CREDITS;
    }
    return due == null ? Age.NO_DUE_DATE : Age.ofDays(ChronoUnit.DAYS.between(due, window.asOf()));
  }

  // An open amount without an issue date is converted at its due date, and without either today.
  private LocalDate invoiceDay(Invoice invoice) {
    LocalDate issued = invoice.issuedOn();
    LocalDate due = invoice.dueOn();
    return issued != null ? issued : due != null ? due : window.asOf();
  }

  Receivables receivables() {
    return new Receivables(
        open.entrySet().stream()
            .map(entry -> new Receivables.Client(entry.getKey().name(), entry.getValue()))
            .toList());
  }

  private Optional<Work> work(int source, Invoice.Line line) {
    return book.ofInvoice(source, line.projectId());
  }

  private Optional<Amount> convert(Money money, LocalDate day) {
    return rates.on(money.currency(), day).map(factor -> Amount.of(money.amount()).times(factor));
  }

  private void gap(Gap.Kind kind, @Nullable LocalDate day, String name, Money money) {
    gaps.add(
        Gap.of(
            kind,
            day == null ? null : YearMonth.from(day),
            name,
            money.amount(),
            money.currency()));
  }

  private static Client client(int source, Invoice invoice) {
    String name = name(invoice);
    String id = Optional.ofNullable(invoice.clientId()).orElse(name);
    return new Client(new Key(source, id), name);
  }

  private static String name(Invoice invoice) {
    return Optional.ofNullable(invoice.clientName()).orElse("");
  }

  private static String code(Money money) {
    return money.currency().getCurrencyCode();
  }
}
