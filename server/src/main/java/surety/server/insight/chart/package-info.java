/// Charts as inline SVG, drawn by the server.
///
/// They work without a script and under a policy that allows no inline style: shapes carry classes,
/// and the stylesheet gives them the colours of the page in light and dark. Each is one image with
/// a title and a description; the numbers stand in a table beside it.
@NullMarked
package surety.server.insight.chart;

import org.jspecify.annotations.NullMarked;
