/// The promises, as the files in `claims/` make them, and how each is bound to a check.
@NullMarked
package surety.server.posture.claim;

import org.jspecify.annotations.NullMarked;
