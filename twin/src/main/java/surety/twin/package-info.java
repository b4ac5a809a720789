/// The same server with switches that turn one control off at a time, so that each probe can be
/// shown to fail.
///
/// The production jar holds none of this and no hook for it: the switches are woven into the
/// server's classes by an agent, when the twin loads them. A fault stands in the package of what it
/// breaks, so that it reaches what is private to that package; see [Fault].
@NullMarked
package surety.twin;

import org.jspecify.annotations.NullMarked;
