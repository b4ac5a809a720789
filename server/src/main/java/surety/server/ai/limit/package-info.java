/// How much a workspace and each of its keys may use.
@NullMarked
package surety.server.ai.limit;

import org.jspecify.annotations.NullMarked;
