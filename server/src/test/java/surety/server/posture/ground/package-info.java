@NullMarked
package surety.server.posture.ground;

import org.jspecify.annotations.NullMarked;
