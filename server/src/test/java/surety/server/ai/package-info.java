/// The gateway against a stand-in that records every byte that it gets.
@NullMarked
package surety.server.ai;

import org.jspecify.annotations.NullMarked;
