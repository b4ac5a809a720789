package surety.server.connect.engine;

import java.util.Set;

/// How a vendor hands out long lists.
///
/// @param style how the next page is found
/// @param sizeParameter the query parameter for the number of records on a page
/// @param size records on a page
/// @param numberParameter the query parameter for the page, for numbered pages
/// @param linkParameters query parameters that the vendor's own next links may carry besides ours
record PagingPlan(
    Style style,
    String sizeParameter,
    int size,
    String numberParameter,
    Set<String> linkParameters) {

  enum Style {
    /// Pages count from 1, and the first one tells how many there are.
    NUMBERED,
    /// Each page holds the URL of the next one.
    LINKED
  }
}
