/// Connector files compiled to plans, and the engine that carries a plan out: paging, budget,
/// retries, look-ups, and a report of how it went.
@NamedInterface("engine")
@NullMarked
package surety.server.connect.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
