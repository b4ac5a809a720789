package surety.server.connect.engine;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import surety.server.connect.mapping.Schema;
import surety.server.connect.mapping.Section;
import surety.server.egress.AnswerHeaders;

/// A `paging` section of a connector file.
///
/// @param plan how pages follow each other
/// @param totalPages where the number of pages is told, if it is
/// @param totalRecords where the number of records is told, if it is
/// @param next where the URL or token of the next page is told, if it is
record PagingSection(
    PagingPlan plan,
    Optional<Section.Part> totalPages,
    Optional<Section.Part> totalRecords,
    Optional<Section.Part> next) {

  private static final String LINK = "link";

  /// For lists on one page, and where there was a mistake.
  static final PagingSection SINGLE =
      new PagingSection(
          new PagingPlan(
              PagingPlan.Style.SINGLE, "", 1, "", PagingPlan.Next.NONE, PagingPlan.Steps.NONE),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /// The word `single`, or a section.
  static PagingSection of(Section.Part part) {
    if (part.isText() && part.text().equals("single")) {
      return SINGLE;
    }
    Section section = part.section();
    PagingSection paging =
        switch (section.require("style").oneOf(PagingPlan.Style.class)) {
          case SINGLE -> SINGLE;
          case NUMBERED -> numbered(section);
          case LINKED -> linked(section);
          case CURSOR -> cursor(section);
          case STEPPED -> stepped(section);
        };
    section.done();
    return paging;
  }

  private static PagingSection numbered(Section section) {
    return new PagingSection(
        new PagingPlan(
            PagingPlan.Style.NUMBERED,
            parameter(section.require("size_parameter")),
            section.require("size").number(),
            parameter(section.require("number_parameter")),
            PagingPlan.Next.NONE,
            PagingPlan.Steps.NONE),
        Optional.of(section.require("total_pages")),
        section.find("total_records"),
        Optional.empty());
  }

  private static PagingSection linked(Section section) {
    return new PagingSection(
        new PagingPlan(
            PagingPlan.Style.LINKED,
            section.find("size_parameter").map(PagingSection::parameter).orElse(""),
            section.find("size").map(Section.Part::number).orElse(1),
            "",
            new PagingPlan.Next(
                section.find("link_parameters").map(PlanCompiler::names).orElse(Set.of()),
                section.find("next_suffix").map(PagingSection::suffix).orElse(""),
                section
                    .find("next_is")
                    .map(part -> part.oneOf(PagingPlan.Next.Form.class))
                    .orElse(PagingPlan.Next.Form.URL)),
            PagingPlan.Steps.NONE),
        section.find("total_pages"),
        section.find("total_records"),
        Optional.of(section.require("next")));
  }

  private static PagingSection cursor(Section section) {
    return new PagingSection(
        new PagingPlan(
            PagingPlan.Style.CURSOR,
            parameter(section.require("size_parameter")),
            section.require("size").number(),
            parameter(section.require("cursor_parameter")),
            PagingPlan.Next.NONE,
            PagingPlan.Steps.NONE),
        Optional.empty(),
        section.find("total_records"),
        Optional.of(section.require("next")));
  }

  private static PagingSection stepped(Section section) {
    Section.Part by = section.require("by");
    if (!by.text().equals("pages") && !by.text().equals("records")) {
      throw by.invalid("\"" + by.text() + "\" is not known", "Use pages or records");
    }
    return new PagingSection(
        new PagingPlan(
            PagingPlan.Style.STEPPED,
            section.find("size_parameter").map(PagingSection::parameter).orElse(""),
            section.require("size").number(),
            parameter(section.require("number_parameter")),
            PagingPlan.Next.NONE,
            new PagingPlan.Steps(
                section.require("first").count(),
                by.text().equals("records"),
                section.find("within").map(PagingSection::within).orElse(""))),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static String within(Section.Part part) {
    if (!part.text().contains("{text}") || !part.text().contains("{number}")) {
      throw part.invalid("there is no {text} or no {number} in it", "Write both where they go");
    }
    return part.text();
  }

  private static String parameter(Section.Part part) {
    return PlanCompiler.parameter(part.text(), part);
  }

  private static String suffix(Section.Part part) {
    if (!part.text().matches("(/([A-Za-z0-9_-]+|\\{[a-z_]+}))+")) {
      throw part.invalid(
          "\"" + part.text() + "\" is no end of a path", "Write it as /next or /{id}");
    }
    return part.text();
  }

  /// Where a page tells what; nothing but headers if it is a bare list.
  PageShape.Envelope envelope(Optional<Schema> page) {
    return new PageShape.Envelope(
        told(totalPages, page), told(totalRecords, page), told(next, page));
  }

  private static Told told(Optional<Section.Part> place, Optional<Schema> page) {
    if (place.isEmpty()) {
      return new Told.Nowhere();
    }
    Section.Part part = place.get();
    if (!part.isText()) {
      return header(part);
    }
    return page.<Told>map(schema -> new Told.InField(schema.slot(part.text())))
        .orElseThrow(
            () -> part.invalid("a bare list has no field beside it", "Name a header: {header: X}"));
  }

  private static Told header(Section.Part part) {
    Section section = part.section();
    String name = section.require("header").text();
    section.done();
    if (!AnswerHeaders.isKept(name.toLowerCase(Locale.ROOT))) {
      throw part.invalid(
          "header \"" + name + "\" is not read", "Use Link, X-Pagination-... or X-RateLimit-...");
    }
    return name.equalsIgnoreCase(LINK) ? new Told.InLink() : new Told.InHeader(name);
  }
}
