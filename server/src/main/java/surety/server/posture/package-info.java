/// Claims, the probes that attack them, signed evidence, and the public pages. Nothing depends on
/// this module.
@org.springframework.modulith.ApplicationModule
@NullMarked
package surety.server.posture;

import org.jspecify.annotations.NullMarked;
