/// The probes, one class each. They attack the server as strangers would and hold no right that
/// their attacker would not hold.
@NullMarked
package surety.server.posture.probes;

import org.jspecify.annotations.NullMarked;
