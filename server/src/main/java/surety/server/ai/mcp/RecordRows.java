package surety.server.ai.mcp;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import surety.server.connect.Fetch;
import surety.server.connect.SourceRecord.Booking;
import surety.server.connect.SourceRecord.Deal;
import surety.server.connect.SourceRecord.HourlyRate;
import surety.server.connect.SourceRecord.Invoice;
import surety.server.connect.SourceRecord.Money;
import surety.server.connect.SourceRecord.Person;
import surety.server.connect.SourceRecord.Project;
import surety.server.connect.SourceRecord.TimeEntry;

/// Writes records as rows. They hold the source's ids, names, days, numbers and words of a fixed
/// list: no text that somebody typed, and nothing of what a person costs.
final class RecordRows {

  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

  private final People people;
  private final LocalDate today;

  /// @param today for which a person's hours are told
  RecordRows(People people, LocalDate today) {
    this.people = people;
    this.today = today;
  }

  /// What a row of this kind holds. The words are in lower case, so that they are not taken for
  /// names.
  static List<String> columns(Fetch fetch) {
    String columns =
        switch (fetch) {
          case PROJECTS ->
              "project client client_id archived billing currency fee starts_on ends_on";
          case PEOPLE -> "person active placeholder hours_per_week bill_rate currency";
          case TIME_ENTRIES ->
              "day person person_id project project_id client worked_hours billable_hours"
                  + " bill_rate currency approved";
          case INVOICES -> "client client_id state issued_on due_on currency net open paid lines";
          case DEALS ->
              "deal client state currency value probability created_on expected_close_on closed_on";
          case BOOKINGS ->
              "person person_id project project_id client kind first_day last_day hours_per_day"
                  + " total_hours tentative";
        };
    return List.of(("system id " + columns).split(" "));
  }

  /// The row of a record.
  List<@Nullable Object> row(People.Found found) {
    List<@Nullable Object> row = new java.util.ArrayList<>();
    row.add(found.system());
    row.add(found.record().id());
    row.addAll(cells(found));
    return row;
  }

  private List<@Nullable Object> cells(People.Found found) {
    return switch (found.record()) {
      case Project project -> cells(project);
      case Person person -> cells(person);
      case TimeEntry entry -> cells(entry, found);
      case Invoice invoice -> cells(invoice, found);
      case Deal deal -> cells(deal);
      case Booking booking -> cells(booking, found);
    };
  }

  private static List<@Nullable Object> cells(Project project) {
    return list(
        project.name(),
        project.clientName(),
        project.clientId(),
        project.archived(),
        word(project.billing()),
        project.currency() == null ? null : project.currency().getCurrencyCode(),
        amount(project.fee()),
        day(project.startsOn()),
        day(project.endsOn()));
  }

  private List<@Nullable Object> cells(Person person) {
    HourlyRate rate = person.defaultBillRate();
    return list(
        person.name(),
        person.active(),
        person.placeholder(),
        hoursPerWeek(person),
        rate == null ? null : amount(rate.perHour()),
        rate == null ? null : currency(rate.perHour()));
  }

  private @Nullable BigDecimal hoursPerWeek(Person person) {
    return person.capacity().stream()
        .filter(span -> span.from() == null || !span.from().isAfter(today))
        .filter(span -> span.to() == null || !span.to().isBefore(today))
        .findFirst()
        .map(span -> span.perWeekday().stream().reduce(Duration.ZERO, Duration::plus))
        .map(RecordRows::hours)
        .orElse(null);
  }

  private List<@Nullable Object> cells(TimeEntry entry, People.Found found) {
    return list(
        day(entry.day()),
        people.person(found.system(), entry.personId()),
        entry.personId(),
        people.project(found.system(), entry.projectId()),
        entry.projectId(),
        people.client(found.system(), entry.projectId()),
        hours(entry.worked()),
        hours(entry.billable()),
        amount(entry.billRate()),
        currency(entry.billRate()),
        entry.approved());
  }

  private List<@Nullable Object> cells(Invoice invoice, People.Found found) {
    return list(
        invoice.clientName(),
        invoice.clientId(),
        word(invoice.state()),
        day(invoice.issuedOn()),
        day(invoice.dueOn()),
        currency(invoice.total()),
        amount(invoice.total()),
        amount(invoice.open()),
        invoice.payments().stream()
            .map(paid -> list(day(paid.paidOn()), amount(paid.amount())))
            .toList(),
        invoice.lines().stream()
            .map(
                line ->
                    list(
                        people.project(found.system(), line.projectId()),
                        line.projectId(),
                        amount(line.amount())))
            .toList());
  }

  private static List<@Nullable Object> cells(Deal deal) {
    return list(
        deal.name(),
        deal.clientName(),
        word(deal.state()),
        currency(deal.value()),
        amount(deal.value()),
        deal.probability(),
        day(deal.createdOn()),
        day(deal.expectedCloseOn()),
        day(deal.closedOn()));
  }

  private List<@Nullable Object> cells(Booking booking, People.Found found) {
    return list(
        people.person(found.system(), booking.personId()),
        booking.personId(),
        people.project(found.system(), booking.projectId()),
        booking.projectId(),
        people.client(found.system(), booking.projectId()),
        word(booking.kind()),
        day(booking.from()),
        day(booking.to()),
        booking.perDay() == null ? null : hours(booking.perDay()),
        booking.total() == null ? null : hours(booking.total()),
        booking.tentative());
  }

  private static List<@Nullable Object> list(@Nullable Object... cells) {
    return Arrays.asList(cells);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String day(@Nullable LocalDate day) {
    return day == null ? null : day.toString();
  }

  private static @Nullable BigDecimal amount(@Nullable Money money) {
    return money == null ? null : money.amount();
  }

  private static @Nullable String currency(@Nullable Money money) {
    return money == null ? null : money.currency().getCurrencyCode();
  }

  private static BigDecimal hours(Duration time) {
    return BigDecimal.valueOf(time.toSeconds())
        .divide(SECONDS_PER_HOUR, 2, RoundingMode.HALF_EVEN)
        .stripTrailingZeros();
  }
}
