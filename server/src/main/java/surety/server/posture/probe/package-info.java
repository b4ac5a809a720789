/// What a probe is written against.
@NullMarked
package surety.server.posture.probe;

import org.jspecify.annotations.NullMarked;
