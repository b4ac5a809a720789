/// One run of a probe: what it is lent, what is written down, and what comes of it.
///
/// A probe is lent the target through witnesses, which remember what the target answered; the
/// outcome follows from rules that no probe has a say in.
@NullMarked
package surety.server.posture.run;

import org.jspecify.annotations.NullMarked;
