/// Connections to a firm's own systems: connectors written in YAML, and the six fetches that they
/// may offer.
@ApplicationModule(allowedDependencies = {"platform", "workspace", "audit", "vault", "egress"})
@NullMarked
package surety.server.connect;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
