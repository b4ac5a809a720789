/// Tests of the cache, the readings and the pages of figures.
@NullMarked
package surety.server.insight;

import org.jspecify.annotations.NullMarked;
