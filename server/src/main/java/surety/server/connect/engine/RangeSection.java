package surety.server.connect.engine;

import java.util.Optional;
import java.util.OptionalInt;
import surety.server.connect.engine.RangeWords.Clauses;
import surety.server.connect.engine.RangeWords.Notation;
import surety.server.connect.mapping.Section;
import surety.server.egress.Call.Parameter;

/// Compiles the `range` section of a fetch.
final class RangeSection {

  private RangeSection() {}

  static RangePlan of(Section section) {
    RangePlan plan =
        new RangePlan(
            words(section),
            section.find("widen_days").map(Section.Part::number).orElse(0),
            section
                .find("slice_days")
                .map(part -> OptionalInt.of(part.number()))
                .orElse(OptionalInt.empty()),
            section.find("open").map(part -> open(part.section())));
    section.done();
    return plan;
  }

  private static RangeWords words(Section section) {
    Notation instants = notation(section, "since_as");
    Notation days = notation(section, "days_as");
    if (section.find("clauses").isEmpty()) {
      return new RangeWords(
          named(section, "from", "{day}"),
          named(section, "to", "{day}"),
          section.find("span").map(part -> span(part.section())),
          named(section, "since", "{instant}"),
          instants,
          days,
          Optional.empty());
    }
    Section inner = section.require("clauses").section();
    Clauses clauses =
        new Clauses(
            PlanCompiler.parameter(inner.require("parameter").text(), inner.require("parameter")),
            holding(inner.require("whole"), "{clauses}"),
            inner.find("always").map(Section.Part::text).orElse(""),
            inner.require("between").text());
    RangeWords words =
        new RangeWords(
            clause(inner, "from", "{day}"),
            clause(inner, "to", "{day}"),
            Optional.empty(),
            clause(inner, "since", "{instant}"),
            instants,
            days,
            Optional.of(clauses));
    inner.done();
    return words;
  }

  private static Parameter span(Section section) {
    Section.Part name = section.require("parameter");
    Section.Part text = section.require("text");
    Parameter span =
        new Parameter(PlanCompiler.parameter(name.text(), name), holding(text, "{from}", "{to}"));
    section.done();
    return span;
  }

  private static Notation notation(Section section, String key) {
    return section.find(key).map(part -> part.oneOf(Notation.class)).orElse(Notation.ISO);
  }

  private static Optional<Parameter> named(Section section, String key, String place) {
    return section
        .find(key)
        .map(part -> new Parameter(PlanCompiler.parameter(part.text(), part), place));
  }

  private static Optional<Parameter> clause(Section section, String key, String place) {
    return section.find(key).map(part -> new Parameter("", holding(part, place)));
  }

  private static String holding(Section.Part part, String... places) {
    for (String place : places) {
      if (!part.text().contains(place)) {
        throw part.invalid("there is no " + place + " in it", "Write it where the text goes");
      }
    }
    return part.text();
  }

  private static RangePlan.Open open(Section section) {
    RangePlan.Open open =
        new RangePlan.Open(
            section.require("years_back").number(), section.require("years_ahead").number());
    section.done();
    return open;
  }
}
