package surety.server.connect.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToIntFunction;
import surety.server.connect.Fetch;
import surety.server.connect.mapping.Catalog;
import surety.server.connect.mapping.Maps;
import surety.server.connect.mapping.Schema;
import surety.server.connect.mapping.Section;
import surety.server.connect.mapping.Value;
import surety.server.connect.mapping.ValueCompiler;
import surety.server.egress.Call.Parameter;
import surety.server.egress.ForbiddenNames;
import surety.server.egress.PathTemplate;

/// Compiles the fetches of a connector file.
final class PlanCompiler {

  /// The word for a page that is a bare list of records.
  private static final String BARE_LIST = "$";

  private final PagingSection paging;
  private final Set<String> settings;
  private final List<FormField> form;

  /// @param settings names of the form fields that are no secrets
  PlanCompiler(PagingSection paging, Set<String> settings, List<FormField> form) {
    this.paging = paging;
    this.settings = settings;
    this.form = form;
  }

  FetchPlan fetch(Fetch fetch, Section section) {
    if (section.find("unsupported").isPresent()) {
      FetchPlan plan = new FetchPlan.Unsupported(section.require("unsupported").text());
      section.done();
      return plan;
    }
    String approximates = section.find("approximates").map(Section.Part::text).orElse("");
    if (section.find("parts").isEmpty()) {
      return new FetchPlan.Offered(approximates, List.of(part("", fetch, section)));
    }
    List<PartPlan> parts = new ArrayList<>();
    Map<String, Section.Part> all = section.require("parts").section().all();
    all.forEach(
        (name, part) ->
            section.tolerate(
                () -> parts.add(part(name, fetch, complete(part.section(), all))), false));
    section.done();
    if (!isReadWithAllSettings(parts)) {
      throw section.invalid(
          "with some settings nothing would be read",
          "Write a part for each option of the field, or one without only_if");
    }
    return new FetchPlan.Offered(approximates, parts);
  }

  // Nothing read is not the same as nothing there.
  private boolean isReadWithAllSettings(List<PartPlan> parts) {
    return parts.stream().anyMatch(part -> part.only().isEmpty())
        || form.stream().anyMatch(field -> isCovered(field, parts));
  }

  private static boolean isCovered(FormField field, List<PartPlan> parts) {
    return !field.options().isEmpty()
        && field.options().keySet().stream()
            .allMatch(
                option ->
                    parts.stream().anyMatch(part -> part.isFor(Map.of(field.name(), option))));
  }

  // A part may take what it does not say itself from another.
  private static Section complete(Section part, Map<String, Section.Part> all) {
    if (part.find("like").isEmpty()) {
      return part;
    }
    Section.Part like = part.require("like");
    Section.Part other = all.get(like.text());
    if (other == null) {
      throw like.invalid("no part \"" + like.text() + "\"", "Name another part of this fetch");
    }
    Section both = part.over(other.section());
    both.require("like");
    return both;
  }

  private PartPlan part(String name, Fetch fetch, Section section) {
    Reading reading = reading(section);
    OptionalInt split =
        section
            .find("split")
            .map(part -> OptionalInt.of(split(reading.record(), part)))
            .orElse(OptionalInt.empty());
    Map<String, Schema> tables = new HashMap<>(reading.included());
    List<LookupPlan> lookups = new ArrayList<>();
    section
        .find("lookups")
        .map(part -> part.section().all())
        .orElse(Map.of())
        .forEach((table, part) -> lookups.add(lookup(table, part.section(), reading, tables)));
    ValueCompiler values = new ValueCompiler(reading.record(), new Catalog(tables, settings));
    PartPlan plan =
        new PartPlan(
            name,
            reading.request(),
            section.tolerate(
                () ->
                    section
                        .find("range")
                        .map(part -> RangeSection.of(part.section()))
                        .orElse(RangePlan.NONE),
                RangePlan.NONE),
            lookups,
            section.find("only_if").map(part -> ConnectorFile.declared(part.section(), settings)),
            split,
            section.tolerate(
                () -> section.find("drop_if").map(values::condition), Optional.empty()),
            Maps.compile(fetch, section.require("map").section(), values));
    section.done();
    return plan;
  }

  // A list of texts, or with `each` one of rows.
  private static int split(Schema schema, Section.Part part) {
    if (part.isText()) {
      return list(part, schema::texts);
    }
    Section section = part.section();
    Section.Part path = section.require("each");
    section.done();
    return list(path, text -> schema.array(text).slot());
  }

  private static int list(Section.Part path, ToIntFunction<String> slot) {
    try {
      return slot.applyAsInt(path.text());
    } catch (IllegalArgumentException e) {
      throw path.invalid("path \"" + path.text() + "\" is used elsewhere", "Name a list");
    }
  }

  /// A read while it is compiled: its request, and the schemas that paths are still added to.
  private record Reading(RequestPlan request, Schema record, Map<String, Schema> included) {

    /// What is asked for.
    private record Ask(PathTemplate path, List<Parameter> query, PagingSection pages) {}
  }

  private Reading reading(Section section) {
    PagingSection pages = section.find("paging").map(PagingSection::of).orElse(paging);
    PathTemplate path = path(section.require("get"));
    List<Parameter> query = section.tolerate(() -> query(section), List.of());
    Section.Part records = section.require("records");
    Schema page = new Schema();
    if (!records.isText()) {
      return keyed(records.section(), page, new Reading.Ask(path, query, pages));
    }
    if (records.text().equals(BARE_LIST)) {
      PageShape shape =
          new PageShape(
              page,
              OptionalInt.empty(),
              Optional.empty(),
              pages.envelope(Optional.empty()),
              Optional.empty(),
              Optional.empty());
      return new Reading(new RequestPlan(path, query, pages.plan(), shape), page, Map.of());
    }
    PageShape.Envelope envelope = pages.envelope(Optional.of(page));
    Schema.Array array = page.array(records.text());
    Map<String, Schema> included = new HashMap<>();
    Optional<PageShape.Included> slots =
        section.find("included").map(part -> included(part, page, included));
    Optional<PageShape.Absence> absence =
        section.find("may_be_absent").map(part -> absence(part.section(), page));
    PageShape shape =
        new PageShape(
            page, OptionalInt.of(array.slot()), slots, envelope, absence, Optional.empty());
    return new Reading(new RequestPlan(path, query, pages.plan(), shape), array.schema(), included);
  }

  // Records by their ids, and a list of those that are on the page.
  private static Reading keyed(Section section, Schema page, Reading.Ask ask) {
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
                    listed.slot(), listed.schema().slot("id"), records.schema().slot("id"))));
    return new Reading(
        new RequestPlan(ask.path(), ask.query(), ask.pages().plan(), shape),
        records.schema(),
        Map.of());
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

  private LookupPlan lookup(
      String name, Section section, Reading records, Map<String, Schema> tables) {
    Reading reading = reading(section);
    Optional<Value> perRecord =
        section
            .find("for_each")
            .map(new ValueCompiler(records.record(), new Catalog(tables, settings))::value);
    ValueCompiler values = new ValueCompiler(reading.record(), new Catalog(tables, settings));
    Map<String, Value> keys = new LinkedHashMap<>();
    section
        .require("tables")
        .section()
        .all()
        .forEach((table, key) -> keys.put(unused(table, key, tables), values.value(key)));
    keys.keySet().forEach(table -> tables.put(table, reading.record()));
    section.done();
    return new LookupPlan(name, reading.request(), keys, perRecord);
  }

  private static String unused(String table, Section.Part at, Map<String, Schema> tables) {
    if (tables.containsKey(table)) {
      throw at.invalid("there are two tables \"" + table + "\"", "Give one another name");
    }
    return table;
  }

  private static PathTemplate path(Section.Part part) {
    try {
      return new PathTemplate(part.text());
    } catch (IllegalArgumentException e) {
      throw part.invalid(
          "path \"" + part.text() + "\" is not a path of plain segments", "Write it as /a/{id}/b");
    }
  }

  private static List<Parameter> query(Section section) {
    List<Parameter> query = new ArrayList<>();
    section
        .find("query")
        .map(part -> part.section().all())
        .orElse(Map.of())
        .forEach((name, part) -> query.add(new Parameter(parameter(name, part), part.text())));
    return query;
  }

  static String parameter(String name, Section.Part at) {
    if (ForbiddenNames.isForbiddenParameter(name)) {
      throw at.invalid(
          "query parameter \"" + name + "\" could turn a read into a write", "Remove it");
    }
    return name;
  }

  /// Names of all parameters that a list of parts names.
  static Set<String> names(Section.Part part) {
    Set<String> names = new HashSet<>();
    part.items().forEach(item -> names.add(parameter(item.text(), item)));
    return names;
  }
}
