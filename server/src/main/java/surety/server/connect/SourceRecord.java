package surety.server.connect;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import surety.server.platform.Ephemeral;

/// One record of a firm's own system as a connector delivers it, in one shape whatever the vendor.
///
/// Absent is absent: a rate, date or amount that the source did not deliver is null, never zero.
/// Ids are the vendor's, unique within one connection and kind. Amounts are in major units of their
/// currency.
public sealed interface SourceRecord extends Ephemeral {

  /// The vendor's id of the record.
  String id();

  /// An amount of money.
  record Money(BigDecimal amount, Currency currency) implements Ephemeral {
    @Override
    public String toString() {
      return "Money[...]";
    }
  }

  /// How a project earns its revenue.
  enum Billing {
    TIME_AND_MATERIALS,
    FIXED_FEE,
    NON_BILLABLE,
    UNKNOWN
  }

  /// A project of a client.
  ///
  /// @param clientId the vendor's id of the client, null for internal work
  /// @param fee the agreed fee of fixed-fee work, or the budget of other work
  record Project(
      String id,
      String name,
      @Nullable String clientId,
      @Nullable String clientName,
      boolean archived,
      Billing billing,
      @Nullable Currency currency,
      @Nullable Money fee,
      @Nullable LocalDate startsOn,
      @Nullable LocalDate endsOn)
      implements SourceRecord {
    @Override
    public String toString() {
      return "Project[...]";
    }
  }

  /// A person who works for the firm.
  ///
  /// @param capacity what the person is contracted for, effective-dated, ascending by start
  /// @param costRates what an hour of the person costs the firm, effective-dated, ascending by
  ///     start
  record Person(
      String id,
      String name,
      boolean active,
      boolean placeholder,
      List<Capacity> capacity,
      List<HourlyRate> costRates,
      @Nullable HourlyRate defaultBillRate)
      implements SourceRecord {
    public Person {
      capacity = List.copyOf(capacity);
      costRates = List.copyOf(costRates);
    }

    @Override
    public String toString() {
      return "Person[...]";
    }
  }

  /// Contracted hours for a span of days.
  ///
  /// @param from first day, null when open
  /// @param to last day, inclusive, null when open
  /// @param perWeekday seven durations, Monday first
  record Capacity(@Nullable LocalDate from, @Nullable LocalDate to, List<Duration> perWeekday)
      implements Ephemeral {
    public Capacity {
      perWeekday = List.copyOf(perWeekday);
      if (perWeekday.size() != 7) {
        throw new IllegalArgumentException("weekdays: " + perWeekday.size() + " (expected: 7)");
      }
    }

    @Override
    public String toString() {
      return "Capacity[...]";
    }
  }

  /// A rate for one hour that holds for a span of days.
  ///
  /// @param from first day, null when open
  /// @param to last day, inclusive, null when open
  record HourlyRate(@Nullable LocalDate from, @Nullable LocalDate to, Money perHour)
      implements Ephemeral {
    @Override
    public String toString() {
      return "HourlyRate[...]";
    }
  }

  /// Time that a person logged.
  ///
  /// @param billable the part of `worked` that is billable by nature
  /// @param billRate the rate that the source put on this entry, null when it delivered none
  /// @param costRate the cost rate that the source put on this entry, null when it delivered none
  /// @param approved null when the source has no approval
  record TimeEntry(
      String id,
      String personId,
      @Nullable String projectId,
      LocalDate day,
      Duration worked,
      Duration billable,
      @Nullable Money billRate,
      @Nullable Money costRate,
      @Nullable Boolean approved)
      implements SourceRecord {
    @Override
    public String toString() {
      return "TimeEntry[...]";
    }
  }

  /// An invoice or, with a negative total, a credit note.
  ///
  /// @param total amount without tax
  /// @param open what is still to be paid today, with tax where the source counts it so
  /// @param lines what falls on which project; empty when the source delivers no lines
  record Invoice(
      String id,
      @Nullable String number,
      @Nullable String clientId,
      @Nullable String clientName,
      State state,
      @Nullable LocalDate issuedOn,
      @Nullable LocalDate dueOn,
      Money total,
      @Nullable Money open,
      List<Line> lines,
      List<Payment> payments)
      implements SourceRecord {

    /// Where the invoice stands.
    public enum State {
      DRAFT,
      OPEN,
      PAID,
      WRITTEN_OFF
    }

    public Invoice {
      lines = List.copyOf(lines);
      payments = List.copyOf(payments);
    }

    /// The part of an invoice that falls on a project, without tax.
    public record Line(@Nullable String projectId, Money amount) implements Ephemeral {
      @Override
      public String toString() {
        return "Line[...]";
      }
    }

    /// Money that came in.
    public record Payment(LocalDate paidOn, Money amount) implements Ephemeral {
      @Override
      public String toString() {
        return "Payment[...]";
      }
    }

    @Override
    public String toString() {
      return "Invoice[...]";
    }
  }

  /// A possible sale.
  ///
  /// @param probability chance to win, 0 to 1, null when the source delivered none
  record Deal(
      String id,
      String name,
      @Nullable String clientName,
      State state,
      @Nullable Money value,
      @Nullable BigDecimal probability,
      @Nullable LocalDate createdOn,
      @Nullable LocalDate expectedCloseOn,
      @Nullable LocalDate closedOn)
      implements SourceRecord {

    /// Where the deal stands.
    public enum State {
      OPEN,
      WON,
      LOST
    }

    @Override
    public String toString() {
      return "Deal[...]";
    }
  }

  /// Time of a person that is spoken for.
  ///
  /// @param from first day
  /// @param to last day, inclusive
  /// @param perDay hours on each working day in the span; null when the booking gives only `total`
  /// @param total hours over the whole span; null when the booking gives only `perDay`
  record Booking(
      String id,
      String personId,
      @Nullable String projectId,
      Kind kind,
      LocalDate from,
      LocalDate to,
      @Nullable Duration perDay,
      @Nullable Duration total,
      boolean tentative)
      implements SourceRecord {

    /// What the time is spoken for.
    public enum Kind {
      WORK,
      LEAVE,
      PUBLIC_HOLIDAY
    }

    @Override
    public String toString() {
      return "Booking[...]";
    }
  }
}
