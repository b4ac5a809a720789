/// From a vendor's JSON to our records: the closed set of values, conditions and units that a
/// connector file may use, compiled once and applied row by row.
///
/// A [Schema] collects the paths that a file mentions; [RowReader] keeps only those of what
/// arrives. [Value], [Condition] and [Convert] compute from a [Row]; one map per kind of record
/// puts the results together. There are no expressions and no scripts.
@NullMarked
package surety.server.connect.mapping;

import org.jspecify.annotations.NullMarked;
