package surety.server.connect.engine;

import java.util.Set;
import surety.server.connect.mapping.Schema;
import surety.server.connect.mapping.Section;

/// The `paging` section of a connector file.
///
/// @param plan how pages follow each other
/// @param totalPages path of the number of pages
/// @param totalRecords path of the number of records
/// @param next path of the URL of the next page
record PagingSection(PagingPlan plan, String totalPages, String totalRecords, String next) {

  static PagingSection of(Section section) {
    PagingPlan.Style style = section.require("style").oneOf(PagingPlan.Style.class);
    PagingPlan plan =
        new PagingPlan(
            style,
            section.require("size_parameter").text(),
            section.require("size").number(),
            style == PagingPlan.Style.NUMBERED ? section.require("number_parameter").text() : "",
            section.find("link_parameters").map(PlanCompiler::names).orElse(Set.of()));
    PagingSection paging =
        new PagingSection(
            plan,
            section.require("total_pages").text(),
            section.require("total_records").text(),
            style == PagingPlan.Style.LINKED ? section.require("next").text() : "next");
    section.done();
    return paging;
  }

  /// The plan, with the slots of the counts in a page.
  record Compiled(PagingPlan plan, PageShape.Envelope envelope) {}

  Compiled compile(Schema page) {
    return new Compiled(
        plan,
        new PageShape.Envelope(page.slot(totalPages), page.slot(totalRecords), page.slot(next)));
  }
}
