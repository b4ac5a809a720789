/// Tests of the figures: what they are, by hand, and by a second and simpler computation.
@NullMarked
package surety.server.insight.figures;

import org.jspecify.annotations.NullMarked;
