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
import surety.server.egress.ReadRule;

/// Compiles the fetches of a connector file.
final class PlanCompiler {

  private final Readings readings;
  private final Set<String> settings;
  private final List<FormField> form;

  /// @param settings names of the form fields that are no secrets
  PlanCompiler(Readings readings, Set<String> settings, List<FormField> form) {
    this.readings = readings;
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
    Readings.Reading reading = readings.of(section);
    OptionalInt split = split(section, reading.record());
    Map<String, Schema> tables = new HashMap<>(reading.included());
    List<LookupPlan> lookups = new ArrayList<>();
    section
        .find("lookups")
        .map(part -> part.section().all())
        .orElse(Map.of())
        .forEach((table, part) -> lookups.add(lookup(table, part.section(), reading, tables)));
    ValueCompiler values = new ValueCompiler(reading.record(), new Catalog(tables, settings));
    RangePlan range =
        section.tolerate(
            () ->
                section
                    .find("range")
                    .map(part -> RangeSection.of(part.section()))
                    .orElse(RangePlan.NONE),
            RangePlan.NONE);
    readings.check(section, reading.request(), range.names());
    PartPlan plan =
        new PartPlan(
            name,
            reading.request(),
            range,
            lookups,
            section.find("only_if").map(part -> ConnectorFile.declared(part.section(), settings)),
            split,
            section.tolerate(
                () -> section.find("drop_if").map(values::condition), Optional.empty()),
            Maps.compile(fetch, section.require("map").section(), values));
    section.done();
    return plan;
  }

  private static OptionalInt split(Section section, Schema schema) {
    return section
        .find("split")
        .map(part -> OptionalInt.of(split(schema, part)))
        .orElse(OptionalInt.empty());
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

  private LookupPlan lookup(
      String name, Section section, Readings.Reading records, Map<String, Schema> tables) {
    Readings.Reading reading = readings.of(section);
    readings.check(section, reading.request(), Set.of());
    OptionalInt split = split(section, reading.record());
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
    return new LookupPlan(name, reading.request(), keys, split, perRecord);
  }

  private static String unused(String table, Section.Part at, Map<String, Schema> tables) {
    if (tables.containsKey(table)) {
      throw at.invalid("there are two tables \"" + table + "\"", "Give one another name");
    }
    return table;
  }

  static String parameter(String name, Section.Part at) {
    if (ReadRule.isForbidden(name)) {
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
