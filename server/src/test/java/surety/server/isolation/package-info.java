/// One workspace attacks another, through SQL as the runtime role and through every page.
///
/// An [surety.server.isolation.Attack] is a procedure against a [surety.server.isolation.Field];
/// the same attacks run against the schema as it is, where all must fail, and against databases in
/// which one control is switched off, where at least one must succeed.
@NullMarked
package surety.server.isolation;

import org.jspecify.annotations.NullMarked;
