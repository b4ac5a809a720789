package surety.sandbox;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A piece of work, for a client or inside the firm.
///
/// @param clientId null for internal work
/// @param currency ISO 4217 code of its rates, fee and invoices
/// @param fee the agreed price of fixed-fee work, or the budget of other work; null when nobody set
///     one
/// @param startsOn first day, null when nobody entered it
/// @param endsOn last day, null when open or when nobody entered it
/// @param managerId the person who runs it
public record Project(
    long id,
    String name,
    String code,
    @Nullable Long clientId,
    Billing billing,
    String currency,
    @Nullable Money fee,
    @Nullable LocalDate startsOn,
    @Nullable LocalDate endsOn,
    boolean archived,
    LocalDate createdOn,
    long managerId) {

  Project priced(String unit, @Nullable Money price) {
    return new Project(
        id, name, code, clientId, billing, unit, price, startsOn, endsOn, archived, createdOn,
        managerId);
  }

  Project between(@Nullable LocalDate start, @Nullable LocalDate end) {
    return new Project(
        id, name, code, clientId, billing, currency, fee, start, end, archived, createdOn,
        managerId);
  }

  Project of(long client) {
    return new Project(
        id, name, code, client, billing, currency, fee, startsOn, endsOn, archived, createdOn,
        managerId);
  }
}
