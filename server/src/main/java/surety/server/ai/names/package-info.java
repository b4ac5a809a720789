/// The names of a workspace: read from its systems, held in memory for at most a quarter of an
/// hour.
@NamedInterface("names")
@NullMarked
package surety.server.ai.names;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
