package surety.bench.vendor;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import surety.server.connect.Fetch;
import surety.server.connect.SourceRecord;
import surety.server.connect.SourceRecord.Booking;
import surety.server.connect.SourceRecord.Invoice;
import surety.server.connect.SourceRecord.Money;
import tools.jackson.core.type.TypeReference;

/// The largest lists of the vendors that have neither time entries nor many deals.
final class OthersByHand {

  private OthersByHand() {}

  static final class Xero implements ByHand {
    private static final TypeReference<Page> PAGE = new TypeReference<>() {};

    record Page(
        @Nullable List<Its> Invoices, @Nullable List<Its> CreditNotes, Pagination pagination) {}

    record Pagination(int pageCount) {}

    record Contact(String ContactID, String Name) {}

    record Payment(String Date, BigDecimal Amount) {}

    record Its(
        @Nullable String InvoiceID,
        @Nullable String InvoiceNumber,
        @Nullable String CreditNoteID,
        @Nullable String CreditNoteNumber,
        Contact Contact,
        String Status,
        @Nullable String DateString,
        @Nullable String Date,
        @Nullable String DueDateString,
        @Nullable String DueDate,
        BigDecimal SubTotal,
        @Nullable BigDecimal AmountDue,
        @Nullable BigDecimal RemainingCredit,
        Currency CurrencyCode,
        @Nullable List<Payment> Payments) {}

    @Override
    public Fetch fetch() {
      return Fetch.INVOICES;
    }

    @Override
    public void read(Http http, Consumer<? super SourceRecord> into)
        throws IOException, InterruptedException {
      String order = "&order=UpdatedDateUTC+ASC&pageSize=500&page=";
      all(http, "/Invoices?where=Type%3D%3D%22ACCREC%22" + order, into);
      all(http, "/CreditNotes?where=Type%3D%3D%22ACCRECCREDIT%22" + order, into);
    }

    private static void all(Http http, String path, Consumer<? super SourceRecord> into)
        throws IOException, InterruptedException {
      int last = 1;
      for (int number = 1; number <= last; number++) {
        Page page = http.get("/api.xro/2.0" + path + number, PAGE).page();
        last = page.pagination().pageCount();
        List<Its> invoices = page.Invoices() == null ? List.of() : page.Invoices();
        List<Its> credits = page.CreditNotes() == null ? List.of() : page.CreditNotes();
        invoices.stream().filter(Xero::counts).forEach(its -> into.accept(invoice(its)));
        credits.stream().filter(Xero::counts).forEach(its -> into.accept(credit(its)));
      }
    }

    private static boolean counts(Its its) {
      return !its.Status().equals("VOIDED") && !its.Status().equals("DELETED");
    }

    private static Invoice invoice(Its its) {
      List<Payment> payments = its.Payments() == null ? List.of() : its.Payments();
      return new Invoice(
          String.valueOf(its.InvoiceID()),
          its.InvoiceNumber(),
          its.Contact().ContactID(),
          its.Contact().Name(),
          state(its.Status()),
          day(its.DateString(), its.Date()),
          day(its.DueDateString(), its.DueDate()),
          new Money(its.SubTotal(), its.CurrencyCode()),
          ByHand.money(its.AmountDue(), its.CurrencyCode()),
          List.of(),
          payments.stream()
              .filter(paid -> paid.Amount().signum() != 0)
              .map(
                  paid ->
                      new Invoice.Payment(
                          millis(paid.Date()), new Money(paid.Amount(), its.CurrencyCode())))
              .toList());
    }

    private static Invoice credit(Its its) {
      BigDecimal left = its.RemainingCredit();
      return new Invoice(
          String.valueOf(its.CreditNoteID()),
          its.CreditNoteNumber(),
          its.Contact().ContactID(),
          its.Contact().Name(),
          state(its.Status()),
          day(its.DateString(), its.Date()),
          null,
          new Money(its.SubTotal().negate(), its.CurrencyCode()),
          left == null ? null : new Money(left.negate(), its.CurrencyCode()),
          List.of(),
          List.of());
    }

    private static Invoice.State state(String status) {
      return switch (status) {
        case "DRAFT", "SUBMITTED" -> Invoice.State.DRAFT;
        case "AUTHORISED" -> Invoice.State.OPEN;
        default -> Invoice.State.PAID;
      };
    }

    private static @Nullable LocalDate day(@Nullable String text, @Nullable String millis) {
      if (text != null) {
        return ByHand.day(text);
      }
      return millis == null ? null : millis(millis);
    }

    // Such as /Date(1688947200000+0000)/.
    private static LocalDate millis(String text) {
      String number = text.substring("/Date(".length(), text.indexOf('+'));
      return LocalDate.ofEpochDay(Math.floorDiv(Long.parseLong(number), 86_400_000L));
    }
  }

  static final class ResourceGuru implements ByHand {
    private static final TypeReference<List<Its>> PAGE = new TypeReference<>() {};

    record Day(LocalDate date, long duration, boolean waiting) {}

    record Its(
        String id,
        String resource_id,
        @Nullable String project_id,
        boolean tentative,
        List<Day> durations) {}

    @Override
    public Fetch fetch() {
      return Fetch.BOOKINGS;
    }

    @Override
    public void read(Http http, Consumer<? super SourceRecord> into)
        throws IOException, InterruptedException {
      LocalDate today = LocalDate.now(ZoneOffset.UTC);
      for (int from = 0; true; ) {
        List<Its> bookings =
            http.get(
                    "/bookings?start_date="
                        + today.minusYears(10)
                        + "&end_date="
                        + today.plusYears(3)
                        + "&limit=100&offset="
                        + from,
                    PAGE)
                .page();
        if (bookings.isEmpty()) {
          return;
        }
        bookings.forEach(its -> give(its, into));
        from += bookings.size();
      }
    }

    private static void give(Its its, Consumer<? super SourceRecord> into) {
      for (Day day : its.durations()) {
        if (!day.waiting()) {
          into.accept(
              new Booking(
                  its.id() + " " + day.date(),
                  its.resource_id(),
                  its.project_id(),
                  Booking.Kind.WORK,
                  day.date(),
                  day.date(),
                  Duration.ofMinutes(day.duration()),
                  null,
                  its.tentative()));
        }
      }
    }
  }
}
