package surety.server.connect.engine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import surety.server.connect.Fetch;
import surety.server.connect.engine.ConnectorPlan.EnforcedBy;
import surety.server.connect.engine.ConnectorPlan.Kind;
import surety.server.connect.engine.ConnectorPlan.ReadOnly;
import surety.server.connect.mapping.ConnectorFileInvalid;
import surety.server.connect.mapping.Section;
import surety.server.egress.ForbiddenNames;
import surety.server.egress.ReadPost;

/// Compiles connector files.
///
/// A request is a GET, or a POST where the client knows that it reads, and the format has no word
/// for any other method. It has no expressions either, only the values, conditions and units that
/// the mapping package knows. What it does not know is an error that names the line.
public final class ConnectorFile {

  // What stands in for a part with a mistake, until all mistakes are known.
  private static final BaseUrl NOWHERE = BaseUrl.of("https://nowhere.invalid", List.of());
  private static final ReadOnly UNKNOWN = new ReadOnly(EnforcedBy.OUR_FILTER, "", Optional.empty());
  private static final ConnectorPlan.Headers NO_HEADERS =
      new ConnectorPlan.Headers(Map.of(), Map.of(), Map.of());
  private static final Pattern ANYTHING = Pattern.compile(".*");

  private ConnectorFile() {}

  /// Compiles one file.
  ///
  /// @param file its name, for errors
  /// @throws ConnectorFileInvalid if it says something that the format does not allow
  public static ConnectorPlan compile(String file, String text) {
    Section root = Section.parse(file, text);
    List<FormField> form = root.tolerate(() -> form(root.require("form").section()), List.of());
    Optional<OAuthPlan> oauth =
        root.tolerate(
            () -> root.find("oauth").map(part -> OAuthSection.of(part.section(), form)),
            Optional.empty());
    List<FormField> fields = withCaptured(form, oauth);
    Set<String> settings =
        fields.stream()
            .filter(field -> !field.secret())
            .map(FormField::name)
            .collect(Collectors.toSet());
    Optional<BaseUrl> base =
        root.tolerate(
            () -> Optional.of(baseUrl(root.require("base_url"), fields)), Optional.empty());
    BudgetSection budget = root.tolerate(() -> BudgetSection.of(root), BudgetSection.NONE);
    ConnectorPlan plan =
        new ConnectorPlan(
            root.tolerate(() -> id(root.require("connector")), ""),
            root.tolerate(() -> root.require("version").number(), 1),
            root.tolerate(() -> root.require("name").text(), ""),
            root.tolerate(() -> root.require("kind").oneOf(Kind.class), Kind.PSA),
            base.orElse(NOWHERE),
            root.tolerate(() -> readOnly(root.require("read_only").section(), settings), UNKNOWN),
            form,
            oauth,
            root.tolerate(() -> setting(root.require("account"), settings), ""),
            root.tolerate(() -> headers(root, fields, oauth), NO_HEADERS),
            budget.plan(),
            budget.patience(),
            root.tolerate(() -> fetches(root, base, settings, fields), Map.of()));
    root.done();
    root.check();
    return plan;
  }

  private static List<FormField> withCaptured(List<FormField> form, Optional<OAuthPlan> oauth) {
    List<FormField> fields = new ArrayList<>(form);
    oauth.flatMap(OAuthPlan::capture).ifPresent(capture -> fields.add(capture.field()));
    return fields;
  }

  private static String id(Section.Part part) {
    if (!part.text().matches("[a-z][a-z0-9_]{1,30}")) {
      throw part.invalid("\"" + part.text() + "\" is no name", "Write lower-case letters");
    }
    return part.text();
  }

  private static BaseUrl baseUrl(Section.Part part, List<FormField> form) {
    try {
      return BaseUrl.of(part.text(), form);
    } catch (IllegalArgumentException e) {
      throw part.invalid(
          String.valueOf(e.getMessage()),
          "Write it as https://host/path or https://{field}.example.com/path");
    }
  }

  private static ReadOnly readOnly(Section section, Set<String> settings) {
    ReadOnly readOnly =
        new ReadOnly(
            section.require("enforced_by").oneOf(EnforcedBy.class),
            section.require("how").text(),
            section.find("only_if").map(part -> declared(part.section(), settings)));
    section.done();
    return readOnly;
  }

  static ConnectorPlan.Declared declared(Section section, Set<String> settings) {
    String field = setting(section.require("field"), settings);
    var declared = new ConnectorPlan.Declared(field, section.require("is").text());
    section.done();
    return declared;
  }

  private static List<FormField> form(Section section) {
    List<FormField> fields = new ArrayList<>();
    section
        .all()
        .forEach(
            (name, part) ->
                fields.add(section.tolerate(() -> field(name, part.section()), ofMistake(name))));
    return fields;
  }

  private static FormField ofMistake(String name) {
    return new FormField(name, name, "", false, ANYTHING, "", Map.of());
  }

  private static FormField field(String name, Section section) {
    Map<String, String> options = options(section);
    FormField field =
        new FormField(
            name,
            section.require("label").text(),
            section.require("help").text(),
            section.find("secret").map(part -> part.text().equals("true")).orElse(false),
            options.isEmpty() ? pattern(section.require("pattern")) : oneOf(options.keySet()),
            section.find("initial").map(Section.Part::text).orElse(""),
            options);
    section.done();
    return field;
  }

  private static Map<String, String> options(Section section) {
    Map<String, String> options = new LinkedHashMap<>();
    section
        .find("options")
        .map(part -> part.section().all())
        .orElse(Map.of())
        .forEach((value, label) -> options.put(value, label.text()));
    return options;
  }

  private static Pattern oneOf(Set<String> values) {
    return Pattern.compile(values.stream().map(Pattern::quote).collect(Collectors.joining("|")));
  }

  static Pattern pattern(Section.Part part) {
    try {
      return Pattern.compile(part.text());
    } catch (PatternSyntaxException e) {
      throw part.invalid("the pattern is no regular expression", "Correct it");
    }
  }

  private static String setting(Section.Part part, Set<String> settings) {
    if (!settings.contains(part.text())) {
      throw part.invalid(
          "\"" + part.text() + "\" is no form field without secret", "Declare it under form");
    }
    return part.text();
  }

  private static ConnectorPlan.Headers headers(
      Section root, List<FormField> form, Optional<OAuthPlan> oauth) {
    Set<String> known = form.stream().map(FormField::name).collect(Collectors.toSet());
    oauth.ifPresent(_ -> known.add(OAuthPlan.ACCESS_TOKEN));
    Map<String, String> fixed = new HashMap<>();
    Map<String, Template> credential = new HashMap<>();
    Section section = root.require("headers").section();
    section
        .all()
        .forEach(
            (name, value) -> {
              Template template =
                  section.tolerate(() -> header(name, value, known), Template.plain(""));
              if (template.fields().isEmpty()) {
                fixed.put(name, template.text());
              } else {
                credential.put(name, template);
              }
            });
    return new ConnectorPlan.Headers(Map.copyOf(fixed), Map.copyOf(credential), body(root, known));
  }

  // What proves in the body of a read who asks.
  private static Map<String, Template> body(Section root, Set<String> known) {
    Map<String, Template> body = new HashMap<>();
    root.find("body")
        .map(part -> part.section().all())
        .orElse(Map.of())
        .forEach((name, value) -> body.put(name, field(name, value, known)));
    return Map.copyOf(body);
  }

  private static Template field(String name, Section.Part value, Set<String> known) {
    if (!ReadPost.isCredential(name)) {
      throw value.invalid(
          "\"" + name + "\" is no field of a body that may prove who asks",
          "Remove it, or write it under body of the read");
    }
    return filled(Template.plain(value.text()), value, known);
  }

  private static Template header(String name, Section.Part value, Set<String> known) {
    if (ForbiddenNames.isForbiddenHeader(name)) {
      throw value.invalid("header \"" + name + "\" may not be set", "Remove it");
    }
    Template template = value.isText() ? Template.plain(value.text()) : basic(value.section());
    return filled(template, value, known);
  }

  private static Template filled(Template template, Section.Part value, Set<String> known) {
    for (String field : template.fields()) {
      if (!known.contains(field)) {
        throw value.invalid("no form field \"" + field + "\"", "Declare it under form");
      }
    }
    return template;
  }

  private static Template basic(Section section) {
    Section inner = section.require("basic").section();
    section.done();
    Template template =
        Template.basic(inner.require("user").text(), inner.require("password").text());
    inner.done();
    return template;
  }

  private static Map<Fetch, FetchPlan> fetches(
      Section root, Optional<BaseUrl> base, Set<String> settings, List<FormField> fields) {
    PagingSection paging =
        root.tolerate(() -> PagingSection.of(root.require("paging")), PagingSection.SINGLE);
    Readings readings = new Readings(base, paging, root.find("status_in_body"));
    PlanCompiler compiler = new PlanCompiler(readings, settings, fields);
    Section section = root.require("fetches").section();
    Map<Fetch, FetchPlan> fetches = new EnumMap<>(Fetch.class);
    for (Fetch fetch : Fetch.values()) {
      FetchPlan mistaken = new FetchPlan.Unsupported("");
      fetches.put(
          fetch,
          section.tolerate(
              () -> compiler.fetch(fetch, section.require(fetch.key()).section()), mistaken));
    }
    section.done();
    return fetches;
  }
}
