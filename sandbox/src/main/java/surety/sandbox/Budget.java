package surety.sandbox;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A sold part of a project: a calendar year of ongoing work, or the whole of fixed-fee work.
///
/// Productive.io serves it as a deal with `budget` true. Harvest has no such thing: there the sum
/// of a project's budgets is the project's fee or money budget.
///
/// @param total null when nobody set one
/// @param from first day, null when nobody entered it
/// @param to last day, null when open or when nobody entered it
public record Budget(
    long id,
    long projectId,
    String name,
    @Nullable Money total,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    boolean closed) {}
