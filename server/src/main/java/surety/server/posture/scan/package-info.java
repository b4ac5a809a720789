/// Searches everything that a server leaves behind for values that must not be there.
@NullMarked
package surety.server.posture.scan;

import org.jspecify.annotations.NullMarked;
