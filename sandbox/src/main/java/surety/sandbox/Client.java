package surety.sandbox;

/// A company that the firm works for.
///
/// @param currency ISO 4217 code in which the client is billed
/// @param paymentTermDays days from issue to due date of an invoice
public record Client(
    long id, String name, String currency, int paymentTermDays, boolean archived) {}
