package surety.server.connect.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import surety.server.connect.mapping.Schema;
import surety.server.connect.mapping.Section;
import surety.server.egress.Call.Parameter;
import surety.server.egress.Origin;
import surety.server.egress.PathTemplate;
import surety.server.egress.ReadPost;
import surety.server.egress.ReadRule;

/// Compiles the reads of a connector file: what is asked for, and where the records are in the
/// answer.
///
/// @param base where the vendor's paths begin; empty if the file does not say it rightly
/// @param paging how pages follow each other where a read does not say
/// @param status where a page tells its own status, at vendors that answer 200 to everything
record Readings(Optional<BaseUrl> base, PagingSection paging, Optional<Section.Part> status) {

  /// The word for a page that is a bare list of records.
  private static final String BARE_LIST = "$";

  /// A read while it is compiled: its request, and the schemas that paths are still added to.
  record Reading(RequestPlan request, Schema record, Map<String, Schema> included) {}

  /// What is asked for.
  private record Ask(
      PathTemplate path, ReadRule.Place place, List<Parameter> query, PagingSection pages) {

    RequestPlan answered(PageShape shape) {
      return new RequestPlan(path, place, query, pages.plan(), shape);
    }
  }

  Reading of(Section section) {
    Ask ask = ask(section);
    Section.Part records = section.require("records");
    Schema page = new Schema();
    if (!records.isText()) {
      return keyed(records.section(), page, ask);
    }
    if (records.text().equals(BARE_LIST)) {
      PageShape shape =
          new PageShape(
              page,
              OptionalInt.empty(),
              Optional.empty(),
              ask.pages().envelope(Optional.empty()),
              Optional.empty(),
              Optional.empty(),
              OptionalInt.empty());
      return new Reading(ask.answered(shape), page, Map.of());
    }
    PageShape.Envelope envelope = ask.pages().envelope(Optional.of(page));
    Schema.Array array = page.array(records.text());
    Map<String, Schema> included = new HashMap<>();
    Optional<PageShape.Included> slots =
        section.find("included").map(part -> included(part, page, included));
    Optional<PageShape.Absence> absence =
        section.find("may_be_absent").map(part -> absence(part.section(), page));
    PageShape shape =
        new PageShape(
            page,
            OptionalInt.of(array.slot()),
            slots,
            envelope,
            absence,
            Optional.empty(),
            status(page));
    return new Reading(ask.answered(shape), array.schema(), included);
  }

  private OptionalInt status(Schema page) {
    return status.map(part -> OptionalInt.of(page.slot(part.text()))).orElse(OptionalInt.empty());
  }

  private Ask ask(Section section) {
    PagingSection pages = section.find("paging").map(PagingSection::of).orElse(paging);
    Optional<Section.Part> post = section.find("post");
    if (post.isEmpty()) {
      return new Ask(
          path(section.require("get")),
          ReadRule.Place.QUERY,
          section.tolerate(() -> named(section, "query"), List.of()),
          pages);
    }
    PathTemplate path = path(post.get());
    if (base.isPresent() && listed(path).isEmpty()) {
      throw post.get()
          .invalid(
              "a POST of \"" + path.text() + "\" is not known to read at this host",
              "Use get; which POSTs read is part of the server, and no file can add one");
    }
    return new Ask(
        path,
        ReadRule.Place.BODY,
        section.tolerate(() -> named(section, "body"), List.of()),
        pages);
  }

  private Optional<ReadPost> listed(PathTemplate path) {
    return base.map(BaseUrl::ofAny)
        .flatMap(url -> ReadPost.at(Origin.of(url), url.getPath() + path.with("1")));
  }

  /// Checks that a read which is a POST has nothing in its body that such a read does not need.
  ///
  /// @param more names that ranges add
  void check(Section section, RequestPlan request, Set<String> more) {
    if (request.place() == ReadRule.Place.QUERY) {
      return;
    }
    if (request.paging().style() == PagingPlan.Style.LINKED) {
      throw section.invalid("a POST has no link to the next page", "Use another style of paging");
    }
    Optional<ReadPost> post = listed(request.path());
    for (String name : request.names(more)) {
      if (post.isPresent() && !post.get().takes(name)) {
        throw section.invalid(
            "\"" + name + "\" may not stand in the body of this read", "Remove it");
      }
    }
  }

  private static PathTemplate path(Section.Part part) {
    try {
      return new PathTemplate(part.text());
    } catch (IllegalArgumentException e) {
      throw part.invalid(
          "path \"" + part.text() + "\" is not a path of plain segments", "Write it as /a/{id}/b");
    }
  }

  private static List<Parameter> named(Section section, String key) {
    List<Parameter> named = new ArrayList<>();
    section
        .find(key)
        .map(part -> part.section().all())
        .orElse(Map.of())
        .forEach(
            (name, part) ->
                named.add(new Parameter(PlanCompiler.parameter(name, part), part.text())));
    return named;
  }

  // Records by their ids, and a list of those that are on the page.
  private Reading keyed(Section section, Schema page, Ask ask) {
    Schema.Array records = page.keyed(section.require("keyed").text());
    Schema.Array listed = page.array(section.require("listed").text());
    section.done();
    PageShape shape =
        new PageShape(
            page,
            OptionalInt.of(records.slot()),
            Optional.empty(),
            ask.pages().envelope(Optional.of(page)),
            Optional.empty(),
            Optional.of(
                new PageShape.Keyed(
                    listed.slot(), listed.schema().slot("id"), records.schema().slot("id"))),
            status(page));
    return new Reading(ask.answered(shape), records.schema(), Map.of());
  }

  private static PageShape.Absence absence(Section section, Schema page) {
    var absence =
        new PageShape.Absence(
            page.slot(section.require("with").text()),
            page.slot(section.require("without").text()));
    section.done();
    return absence;
  }

  private static PageShape.Included included(
      Section.Part part, Schema page, Map<String, Schema> tables) {
    Schema.Array array = page.array("included");
    part.items().forEach(type -> tables.put(type.text(), array.schema()));
    return new PageShape.Included(
        Set.copyOf(tables.keySet()),
        array.slot(),
        array.schema().slot("type"),
        array.schema().slot("id"));
  }
}
