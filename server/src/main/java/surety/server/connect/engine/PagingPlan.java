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
/// @param next where the vendor's own next links may lead
/// @param steps how pages are counted, for vendors that do not tell where a list ends
record PagingPlan(
    Style style, String sizeParameter, int size, String pageParameter, Next next, Steps steps) {

  enum Style {
    /// The whole list is on one page.
    SINGLE,
    /// Pages count from 1, and the first one tells how many there are.
    NUMBERED,
    /// Each page tells the URL of the next one.
    LINKED,
    /// Each page tells a token for the next one.
    CURSOR,
    /// Pages or records are counted until a page is empty.
    STEPPED
  }

  /// Where the next links of a vendor may lead.
  ///
  /// @param parameters query parameters that they may carry besides ours
  /// @param suffix what their path may have behind the list's own, empty for nothing
  record Next(Set<String> parameters, String suffix, Form form) {

    static final Next NONE = new Next(Set.of(), "", Form.URL);

    /// How a link is written.
    enum Form {
      /// Whole, with scheme and host.
      URL,
      /// From the path on.
      PATH
    }

    /// Copies the names.
    Next {
      parameters = Set.copyOf(parameters);
    }
  }

  /// How pages are counted.
  ///
  /// @param first the number of the first page, or of its first record
  /// @param byRecords whether records are counted and not pages
  /// @param within what the parameter becomes, `{text}` in place of what it was, `{number}` and
  ///     `{size}`, for vendors that want all of it in one parameter; empty if the number is alone
  record Steps(int first, boolean byRecords, String within) {

    static final Steps NONE = new Steps(1, false, "");
  }
}
