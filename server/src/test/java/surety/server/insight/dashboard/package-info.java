/// Tests of cards, tables and files.
@NullMarked
package surety.server.insight.dashboard;

import org.jspecify.annotations.NullMarked;
