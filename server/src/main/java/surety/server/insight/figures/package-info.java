/// How figures come about, in plain Java: two phases of folding, exact sums, and the metrics that
/// are read off them.
///
/// Phase one collects people and projects in [surety.server.insight.figures.References]. Phase two,
/// [surety.server.insight.figures.Fold], takes time, invoices, deals and bookings one by one and
/// keeps sums only. What comes out, [surety.server.insight.figures.Aggregates], carries no ids of
/// the source and cannot be turned back into records.
///
/// Three rules hold throughout. What is missing is a [surety.server.insight.figures.Gap], never
/// zero and never one. Sums are exact and rounded once, for display, half to even. A ratio of a
/// group is the ratio of its sums, never a mean of ratios.
@NamedInterface("figures")
@NullMarked
package surety.server.insight.figures;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
