/// Alerts: what an owner wants to hear of at once is found in the trail, mailed, and listed.
@NullMarked
package surety.server.audit.alert;

import org.jspecify.annotations.NullMarked;
