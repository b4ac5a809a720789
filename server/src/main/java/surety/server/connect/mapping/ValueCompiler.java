package surety.server.connect.mapping;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Compiles values, lists and conditions of one kind of row.
public final class ValueCompiler {

  private final Schema own;
  private final Catalog catalog;

  /// Compiles for rows of `own`, adding to it the paths that are mentioned.
  public ValueCompiler(Schema own, Catalog catalog) {
    this.own = own;
    this.catalog = catalog;
  }

  /// A list, and the compiler for what is said about its rows.
  record Listing(Rows rows, ValueCompiler items) {}

  /// A path of the row, or a section with one of `in`, `setting`, `constant`, `first_in`,
  /// `first_of`, `first`, `value` and `when`, `phrase`.
  public Value value(Section.Part part) {
    if (part.isText()) {
      return new Value.Own(slot(own, part));
    }
    Section section = part.section();
    Value value = named(section);
    section.done();
    return value;
  }

  private Value named(Section section) {
    if (section.find("in").isPresent()) {
      return joined(section);
    }
    if (section.find("setting").isPresent()) {
      return new Value.Setting(catalog.setting(section.require("setting")));
    }
    if (section.find("constant").isPresent()) {
      return new Value.Constant(section.require("constant").text());
    }
    if (section.find("first_in").isPresent()) {
      Listing listing = listing(section.require("first_in"));
      return new Value.FirstIn(listing.rows(), listing.items().value(section.require("from")));
    }
    if (section.find("first_of").isPresent()) {
      return new Value.FirstOf(listOfTexts(section.require("first_of")));
    }
    if (section.find("first").isPresent()) {
      return new Value.First(values(section.require("first")));
    }
    if (section.find("value").isPresent()) {
      return new Value.Guarded(value(section.require("value")), condition(section.require("when")));
    }
    return new Value.Phrase(values(section.require("phrase")));
  }

  private Value joined(Section section) {
    Section.Part table = section.require("in");
    return new Value.Joined(
        table.text(),
        value(section.require("by")),
        slot(catalog.table(table), section.require("from")));
  }

  private List<Value> values(Section.Part part) {
    return part.items().stream().map(this::value).toList();
  }

  private static int slot(Schema schema, Section.Part path) {
    try {
      return schema.slot(path.text());
    } catch (IllegalArgumentException e) {
      throw path.invalid(
          "path \"" + path.text() + "\" is used elsewhere for a list or an object",
          "Name a single value");
    }
  }

  /// The slot of a path to a list of texts.
  int listOfTexts(Section.Part path) {
    try {
      return own.texts(path.text());
    } catch (IllegalArgumentException e) {
      throw path.invalid("path \"" + path.text() + "\" is used elsewhere", "Name a list of texts");
    }
  }

  /// A path to a nested array, or a section with `in` and `by`.
  Listing listing(Section.Part part) {
    if (part.isText()) {
      return nested(part);
    }
    Section section = part.section();
    Section.Part table = section.require("in");
    Value by = value(section.require("by"));
    section.done();
    return new Listing(
        new Rows.Joined(table.text(), by), new ValueCompiler(catalog.table(table), catalog));
  }

  private Listing nested(Section.Part part) {
    try {
      Schema.Items items = own.items(part.text());
      return new Listing(new Rows.Nested(items.slot()), new ValueCompiler(items.schema(), catalog));
    } catch (IllegalArgumentException e) {
      throw part.invalid("path \"" + part.text() + "\" is used elsewhere", "Name an array");
    }
  }

  /// A section with one of `from` and `is`, `present`, `absent`, `positive`, `each` and `any`,
  /// `not`, `either`, `all`.
  public Condition condition(Section.Part part) {
    Section section = part.section();
    Condition condition = namedCondition(section);
    section.done();
    return condition;
  }

  private Condition namedCondition(Section section) {
    if (section.find("from").isPresent()) {
      return new Condition.Is(value(section.require("from")), texts(section.require("is")));
    }
    if (section.find("present").isPresent()) {
      return new Condition.Present(values(section.require("present")));
    }
    if (section.find("absent").isPresent()) {
      return new Condition.Not(new Condition.Present(values(section.require("absent"))));
    }
    if (section.find("positive").isPresent()) {
      return new Condition.Positive(value(section.require("positive")));
    }
    return compound(section);
  }

  private Condition compound(Section section) {
    if (section.find("each").isPresent()) {
      Listing listing = listing(section.require("each"));
      return new Condition.Any(listing.rows(), listing.items().condition(section.require("any")));
    }
    if (section.find("not").isPresent()) {
      return new Condition.Not(condition(section.require("not")));
    }
    if (section.find("either").isPresent()) {
      return new Condition.Either(conditions(section.require("either")));
    }
    return new Condition.All(conditions(section.require("all")));
  }

  private List<Condition> conditions(Section.Part part) {
    return part.items().stream().map(this::condition).toList();
  }

  private static Set<String> texts(Section.Part part) {
    return part.items().stream().map(Section.Part::text).collect(Collectors.toSet());
  }
}
