@NullMarked
package surety.server.ai.mcp;

import org.jspecify.annotations.NullMarked;
