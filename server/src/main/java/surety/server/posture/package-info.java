/// Claims, the probes that attack them, signed evidence, and the public pages. Nothing depends on
/// this module.
///
/// A claim (`claims/*.yaml`) names its probes; [ProbeRunner] runs them against this very server;
/// what they found is signed and appended to a ledger; a claim's state follows from the ledger and
/// the clock alone. No route, column or role sets a state.
@org.springframework.modulith.ApplicationModule
@NullMarked
package surety.server.posture;

import org.jspecify.annotations.NullMarked;
