/// Model providers: where they are, with which key, and what they promised.
@NamedInterface("provider")
@NullMarked
package surety.server.ai.provider;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
