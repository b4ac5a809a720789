package surety.server.ai.mcp;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import surety.server.ai.names.Names;
import surety.server.audit.DataScope;
import surety.server.connect.Fetch;
import surety.server.connect.FetchRange;

/// One tool for each of the six kinds of records.
@Component
class RecordTools {

  /// The longest range of days, so that nobody asks a system for everything it has.
  static final int MOST_DAYS = 366;

  private static final String FROM = "from";
  private static final String TO = "to";

  private final RecordReading reading;
  private final Clock clock;

  RecordTools(RecordReading reading, Clock clock) {
    this.reading = reading;
    this.clock = clock;
  }

  List<AgentTool> all() {
    return Arrays.stream(Fetch.values()).map(this::tool).toList();
  }

  private AgentTool tool(Fetch fetch) {
    return new AgentTool(
        "list_" + fetch.key(),
        fetch.label(),
        description(fetch) + " Columns: " + String.join(", ", RecordRows.columns(fetch)) + ".",
        parameters(fetch),
        arguments -> data(fetch, arguments),
        call -> answer(fetch, call));
  }

  private static String description(Fetch fetch) {
    return switch (fetch) {
      case PROJECTS -> "All projects of the firm, with their clients, page by page.";
      case PEOPLE -> "Everybody who works for the firm, page by page. Costs are not in it.";
      case TIME_ENTRIES ->
          "Time that people logged, page by page, by day; the last 31 days unless told otherwise.";
      case INVOICES ->
          "Invoices and credit notes, page by page, by day of issue; the last year unless told"
              + " otherwise. A row of lines holds project, project_id and net amount, one of paid"
              + " the day and the amount.";
      case DEALS -> "Possible sales, page by page. A deal's name is a Project token.";
      case BOOKINGS ->
          "Time that is spoken for, page by page, by first day; the next twelve weeks unless told"
              + " otherwise.";
    };
  }

  private static boolean hasDays(Fetch fetch) {
    return fetch == Fetch.TIME_ENTRIES || fetch == Fetch.INVOICES || fetch == Fetch.BOOKINGS;
  }

  private static List<Parameter> parameters(Fetch fetch) {
    List<Parameter> parameters = new ArrayList<>();
    if (hasDays(fetch)) {
      parameters.add(Parameter.day(FROM, "The first day."));
      parameters.add(
          Parameter.day(TO, "The last day; at most " + MOST_DAYS + " days from the first."));
    }
    for (Filter filter : filters(fetch)) {
      parameters.add(
          Parameter.token(filter.key, "Only what is about this " + filter.key + ", by its token."));
    }
    parameters.addAll(Page.parameters());
    return parameters;
  }

  private static List<Filter> filters(Fetch fetch) {
    return switch (fetch) {
      case PROJECTS, INVOICES -> List.of(Filter.CLIENT, Filter.PROJECT);
      case PEOPLE -> List.of(Filter.PERSON);
      case DEALS -> List.of(Filter.CLIENT);
      case TIME_ENTRIES, BOOKINGS -> List.of(Filter.CLIENT, Filter.PROJECT, Filter.PERSON);
    };
  }

  /// What rows can be chosen by.
  private enum Filter {
    CLIENT("client"),
    PROJECT("project"),
    PERSON("person");

    private final String key;

    Filter(String key) {
      this.key = key;
    }

    boolean chooses(People people, People.Found found, String name) {
      return switch (this) {
        case CLIENT -> people.isOfClient(found, name);
        case PROJECT -> people.isOfProject(found, name);
        case PERSON -> people.isOfPerson(found, name);
      };
    }
  }

  private FetchRange range(Fetch fetch, Arguments arguments) {
    if (!hasDays(fetch)) {
      return FetchRange.all();
    }
    LocalDate today = LocalDate.now(clock);
    LocalDate to =
        arguments
            .day(TO)
            .orElseGet(() -> fetch == Fetch.BOOKINGS ? after(arguments, today) : today);
    LocalDate from = arguments.day(FROM).orElseGet(() -> before(fetch, to, today));
    if (from.isAfter(to) || from.plusDays(MOST_DAYS).isBefore(to)) {
      throw AgentError.argument(FROM, "at most " + MOST_DAYS + " days before `" + TO + "`");
    }
    return FetchRange.between(from, to);
  }

  private static LocalDate after(Arguments arguments, LocalDate today) {
    return arguments.day(FROM).orElse(today).plusWeeks(12);
  }

  private static LocalDate before(Fetch fetch, LocalDate to, LocalDate today) {
    return switch (fetch) {
      case BOOKINGS -> to.isBefore(today) ? to : today;
      case INVOICES -> to.minusDays(365);
      default -> to.minusDays(30);
    };
  }

  private DataScope data(Fetch fetch, Arguments arguments) {
    FetchRange range = range(fetch, arguments);
    return new DataScope(fetch.kind(), range.from(), range.to());
  }

  private AgentTool.Reply answer(Fetch fetch, AgentTool.Call call) {
    Records records =
        reading.read(call.scope(), call.stamp(), fetch, range(fetch, call.arguments()));
    People people = new People();
    Set<String> incomplete = new LinkedHashSet<>(records.incomplete());
    people.learn(records);
    for (Fetch other : referred(fetch)) {
      Records others = reading.read(call.scope(), call.stamp(), other, FetchRange.all());
      people.learn(others);
      incomplete.addAll(others.incomplete());
    }
    Names names = call.names().knowing(people.all());
    List<People.Found> chosen = chosen(fetch, call, names, people, People.ordered(records));
    Page<People.Found> page = Page.of(chosen, records.startedAt(), call.arguments());
    RecordRows rows = new RecordRows(people, LocalDate.now(clock));
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("read_at", records.startedAt().toString());
    content.put("columns", RecordRows.columns(fetch));
    content.put("rows", page.rows().stream().map(rows::row).toList());
    content.put("row_count", page.of());
    page.next().ifPresent(cursor -> content.put("next_cursor", cursor));
    content.put("systems", records.parts().stream().map(Records.Part::vendor).toList());
    content.put("incomplete", incomplete);
    return new AgentTool.Reply(content, names, page.rows().size());
  }

  private static List<Fetch> referred(Fetch fetch) {
    return switch (fetch) {
      case TIME_ENTRIES, BOOKINGS -> List.of(Fetch.PEOPLE, Fetch.PROJECTS);
      case INVOICES -> List.of(Fetch.PROJECTS);
      case PROJECTS, PEOPLE, DEALS -> List.of();
    };
  }

  private static List<People.Found> chosen(
      Fetch fetch, AgentTool.Call call, Names names, People people, List<People.Found> all) {
    List<People.Found> chosen = all;
    for (Filter filter : filters(fetch)) {
      Optional<String> name =
          call.arguments().text(filter.key).map(token -> behind(names, filter, token));
      if (name.isPresent()) {
        chosen = chosen.stream().filter(one -> filter.chooses(people, one, name.get())).toList();
      }
    }
    return chosen;
  }

  private static String behind(Names names, Filter filter, String token) {
    return names
        .behind(token)
        .orElseThrow(
            () ->
                new AgentError(
                    "unknown-token",
                    "The argument `"
                        + filter.key
                        + "` is no token of this workspace. Use one that an answer gave."));
  }
}
