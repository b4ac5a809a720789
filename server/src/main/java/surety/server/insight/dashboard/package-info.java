/// The dashboard as data: what stands on each card in numbers, words, chart and table, ready to be
/// written as a page or as a file.
@NamedInterface("dashboard")
@NullMarked
package surety.server.insight.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
