/// Tests of charts.
@NullMarked
package surety.server.insight.chart;

import org.jspecify.annotations.NullMarked;
