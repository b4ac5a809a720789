package surety.server.connect.engine;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/// Compiles connector files.
///
/// The format has no word for a method: every request is a GET. It has no expressions either, only
/// the values, conditions and units that the mapping package knows. What it does not know is an
/// error that names the line.
public final class ConnectorFile {

  private ConnectorFile() {}

  /// Compiles one file.
  ///
  /// @param file its name, for errors
  /// @throws ConnectorFileInvalid if it says something that the format does not allow
  public static ConnectorPlan compile(String file, String text) {
    Section root = Section.parse(file, text);
    List<FormField> form = form(root.require("form").section());
    Set<String> settings =
        form.stream()
            .filter(field -> !field.secret())
            .map(FormField::name)
            .collect(Collectors.toSet());
    ConnectorPlan plan =
        new ConnectorPlan(
            id(root.require("connector")),
            root.require("version").number(),
            root.require("name").text(),
            root.require("kind").oneOf(Kind.class),
            baseUrl(root.require("base_url")),
            readOnly(root.require("read_only").section(), settings),
            form,
            setting(root.require("account"), settings),
            headers(root.require("headers"), form),
            budget(root.require("budget").section()),
            fetches(root, settings));
    root.done();
    return plan;
  }

  private static String id(Section.Part part) {
    if (!part.text().matches("[a-z][a-z0-9_]{1,30}")) {
      throw part.invalid("\"" + part.text() + "\" is no name", "Write lower-case letters");
    }
    return part.text();
  }

  private static URI baseUrl(Section.Part part) {
    if (!part.text().matches("https://[a-z0-9.-]+(/[A-Za-z0-9._-]+)*")) {
      throw part.invalid("the base URL is not plain https", "Write it as https://host/path");
    }
    return URI.create(part.text());
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

  private static ConnectorPlan.Declared declared(Section section, Set<String> settings) {
    String field = setting(section.require("field"), settings);
    var declared = new ConnectorPlan.Declared(field, section.require("is").text());
    section.done();
    return declared;
  }

  private static List<FormField> form(Section section) {
    List<FormField> fields = new ArrayList<>();
    section.all().forEach((name, part) -> fields.add(field(name, part.section())));
    return fields;
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

  private static Pattern pattern(Section.Part part) {
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

  private static ConnectorPlan.Headers headers(Section.Part part, List<FormField> form) {
    Set<String> known = form.stream().map(FormField::name).collect(Collectors.toSet());
    Map<String, String> fixed = new HashMap<>();
    Map<String, Template> credential = new HashMap<>();
    part.section()
        .all()
        .forEach(
            (name, value) -> {
              Template template = header(name, value, known);
              if (template.fields().isEmpty()) {
                fixed.put(name, template.text());
              } else {
                credential.put(name, template);
              }
            });
    return new ConnectorPlan.Headers(Map.copyOf(fixed), Map.copyOf(credential));
  }

  private static Template header(String name, Section.Part value, Set<String> known) {
    if (ForbiddenNames.isForbiddenHeader(name)) {
      throw value.invalid("header \"" + name + "\" may not be set", "Remove it");
    }
    Template template = new Template(value.text());
    for (String field : template.fields()) {
      if (!known.contains(field)) {
        throw value.invalid("no form field \"" + field + "\"", "Declare it under form");
      }
    }
    return template;
  }

  // The customer's other integrations live on the same limit, so we take a share of it.
  private static BudgetPlan budget(Section section) {
    int share = section.require("share_percent").number();
    List<BudgetPlan.Window> windows = new ArrayList<>();
    for (Section.Part item : section.require("windows").items()) {
      windows.add(window(item.section(), share));
    }
    BudgetPlan plan = new BudgetPlan(windows, section.require("concurrency").number());
    section.done();
    return plan;
  }

  private static BudgetPlan.Window window(Section section, int share) {
    int requests = Math.max(1, section.require("requests").number() * share / 100);
    BudgetPlan.Window window =
        new BudgetPlan.Window(requests, Duration.ofSeconds(section.require("seconds").number()));
    section.done();
    return window;
  }

  private static Map<Fetch, FetchPlan> fetches(Section root, Set<String> settings) {
    PlanCompiler compiler =
        new PlanCompiler(PagingSection.of(root.require("paging").section()), settings);
    Section section = root.require("fetches").section();
    Map<Fetch, FetchPlan> fetches = new EnumMap<>(Fetch.class);
    for (Fetch fetch : Fetch.values()) {
      fetches.put(fetch, compiler.fetch(fetch, section.require(fetch.key()).section()));
    }
    section.done();
    return fetches;
  }
}
