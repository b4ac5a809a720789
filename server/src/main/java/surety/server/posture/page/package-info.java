/// The public pages, served from frozen copies, and the desk at which a visitor has the claims
/// proven now.
@NullMarked
package surety.server.posture.page;

import org.jspecify.annotations.NullMarked;
