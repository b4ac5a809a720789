package surety.sandbox;

import org.jspecify.annotations.Nullable;

/// A line of a budget on which time is logged. Harvest serves it as a task.
///
/// @param rate price of an hour for time-and-materials services, null when nobody set one; always
///     null for the other kinds
/// @param fixedPrice the whole price of a fixed-fee service, null for the other kinds
public record Service(
    long id,
    long budgetId,
    long projectId,
    String name,
    Billing billing,
    @Nullable Money rate,
    @Nullable Money fixedPrice) {}
