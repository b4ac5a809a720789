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

  private final PagingSection paging;
  private final Set<String> settings;

  PlanCompiler(PagingSection paging, Set<String> settings) {
    this.paging = paging;
    this.settings = settings;
  }

  FetchPlan fetch(Fetch fetch, Section section) {
    if (section.find("unsupported").isPresent()) {
      FetchPlan plan = new FetchPlan.Unsupported(section.require("unsupported").text());
      section.done();
      return plan;
    }
    return offered(fetch, section);
  }

  private FetchPlan offered(Fetch fetch, Section section) {
    Reading reading = reading(section);
    Map<String, Schema> tables = new HashMap<>(reading.included());
    List<LookupPlan> lookups = new ArrayList<>();
    section
        .find("lookups")
        .map(part -> part.section().all())
        .orElse(Map.of())
        .forEach((name, part) -> lookups.add(lookup(name, part.section(), reading, tables)));
    ValueCompiler values = new ValueCompiler(reading.record(), new Catalog(tables, settings));
    FetchPlan plan =
        new FetchPlan.Offered(
            section.find("approximates").map(Section.Part::text).orElse(""),
            reading.request(),
            section.find("range").map(part -> range(part.section())).orElse(RangePlan.NONE),
            lookups,
            section.find("drop_if").map(values::condition),
            Maps.compile(fetch, section.require("map").section(), values));
    section.done();
    return plan;
  }

  /// A read while it is compiled: its request, and the schemas that paths are still added to.
  private record Reading(RequestPlan request, Schema record, Map<String, Schema> included) {}

  private Reading reading(Section section) {
    Schema page = new Schema();
    PagingSection.Compiled pages = paging.compile(page);
    Section.Part records = section.require("records");
    Schema.Array array = page.array(records.text());
    Map<String, Schema> included = new HashMap<>();
    Optional<PageShape.Included> slots =
        section.find("included").map(part -> included(part, page, included));
    RequestPlan request =
        new RequestPlan(
            path(section.require("get")),
            query(section),
            pages.plan(),
            new PageShape(page, array.slot(), slots, pages.envelope()));
    return new Reading(request, array.schema(), included);
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

  private static String parameter(String name, Section.Part at) {
    if (ForbiddenNames.isForbiddenParameter(name)) {
      throw at.invalid(
          "query parameter \"" + name + "\" could turn a read into a write", "Remove it");
    }
    return name;
  }

  private static RangePlan range(Section section) {
    RangePlan plan =
        new RangePlan(
            named(section, "from"),
            named(section, "to"),
            section.find("widen_days").map(Section.Part::number).orElse(0),
            section
                .find("slice_days")
                .map(part -> OptionalInt.of(part.number()))
                .orElse(OptionalInt.empty()),
            named(section, "since"));
    section.done();
    return plan;
  }

  private static Optional<String> named(Section section, String key) {
    return section.find(key).map(part -> parameter(part.text(), part));
  }

  /// Names of all parameters that a list of parts names.
  static Set<String> names(Section.Part part) {
    Set<String> names = new HashSet<>();
    part.items().forEach(item -> names.add(parameter(item.text(), item)));
    return names;
  }
}
