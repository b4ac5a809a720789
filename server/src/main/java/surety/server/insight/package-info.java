/// Figures of a firm: source records folded into aggregates as they stream in, a cache that never
/// serves anything older than fifteen minutes, and the dashboard.
@ApplicationModule(allowedDependencies = {"platform", "workspace", "audit", "connect"})
@NullMarked
package surety.server.insight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
