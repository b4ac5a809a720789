package surety.server.connect.engine;

import java.util.Set;

/// How a vendor hands out long lists.
///
/// @param style how the next page is found
/// @param sizeParameter the query parameter for the number of records on a page, empty if there is
///     none
/// @param size records on a page
/// @param pageParameter the query parameter for the number or the token of a page, empty if there
///     is none
/// @param linkParameters query parameters that the vendor's own next links may carry besides ours
/// @param nextSuffix what the path of a next link may have behind the list's own, empty for nothing
record PagingPlan(
    Style style,
    String sizeParameter,
    int size,
    String pageParameter,
    Set<String> linkParameters,
    String nextSuffix) {

  enum Style {
    /// The whole list is on one page.
    SINGLE,
    /// Pages count from 1, and the first one tells how many there are.
    NUMBERED,
    /// Each page tells the URL of the next one.
    LINKED,
    /// Each page tells a token for the next one.
    CURSOR
  }

  /// Copies the names.
  PagingPlan {
    linkParameters = Set.copyOf(linkParameters);
  }
}
