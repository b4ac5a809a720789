package surety.sandbox;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Time that a person logged on one day.
///
/// @param minutes worked, a multiple of 15, at least 15
/// @param billableMinutes the part that is billable by nature, also in fixed-fee work; 0 on
///     services that are not billable
/// @param billRate the hourly rate of its service; null for fixed-fee and non-billable work, and
///     where nobody set a rate
/// @param costRate the person's cost rate on the day, null where nobody entered one
/// @param invoiceId the invoice that bills it, null while unbilled
public record TimeEntry(
    long id,
    long personId,
    long projectId,
    long serviceId,
    LocalDate day,
    int minutes,
    int billableMinutes,
    @Nullable Money billRate,
    @Nullable Money costRate,
    boolean approved,
    @Nullable Long invoiceId,
    String note) {

  TimeEntry billedBy(long invoice) {
    return new TimeEntry(
        id,
        personId,
        projectId,
        serviceId,
        day,
        minutes,
        billableMinutes,
        billRate,
        costRate,
        true,
        invoice,
        note);
  }

  TimeEntry withNote(String text) {
    return with(billableMinutes, billRate, costRate, text);
  }

  TimeEntry withoutRates() {
    return rated(null);
  }

  TimeEntry rated(@Nullable Money rate) {
    return with(billableMinutes, rate, null, note);
  }

  TimeEntry billedAt(@Nullable Money rate) {
    return with(billableMinutes, rate, costRate, note);
  }

  TimeEntry costing(@Nullable Money cost) {
    return with(billableMinutes, billRate, cost, note);
  }

  TimeEntry withBillableMinutes(int billable) {
    return with(billable, billRate, costRate, note);
  }

  private TimeEntry with(int billable, @Nullable Money rate, @Nullable Money cost, String text) {
    return new TimeEntry(
        id, personId, projectId, serviceId, day, minutes, billable, rate, cost, approved, invoiceId,
        text);
  }
}
