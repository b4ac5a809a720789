/// Settings → AI.
@NullMarked
package surety.server.ai.page;

import org.jspecify.annotations.NullMarked;
