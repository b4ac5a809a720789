package surety.server.connect.mapping;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import surety.server.connect.SourceRecord.Capacity;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Compiles what a person is contracted for.
final class CapacityCompiler {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int DAYS = 7;
  private static final int WORKDAYS = 5;

  private final FieldCompiler to;

  /// How a vendor writes it.
  private enum Form {
    /// Seconds in a week, spread evenly over Monday to Friday.
    SECONDS_PER_WEEK,
    /// Hours on each of Monday to Friday.
    HOURS_PER_DAY,
    /// A list of hours on each day of a week that begins on Sunday.
    WEEK_FROM_SUNDAY,
    /// A text that holds JSON: spans of `[from, to, [14 hours from Monday], ...]`.
    TWO_WEEKS_OF_HOURS
  }

  CapacityCompiler(FieldCompiler to) {
    this.to = to;
  }

  Extract<List<Capacity>> capacity(Section.Part part) {
    Section section = part.section();
    Form form = section.require("as").oneOf(Form.class);
    Section.Part from = section.require("from");
    section.done();
    if (form == Form.WEEK_FROM_SUNDAY) {
      int slot = to.listOfTexts(from);
      return (row, _) ->
          Optional.of(row.texts(slot)).filter(it -> !it.isEmpty()).map(it -> week(it));
    }
    Extract<String> value = to.text(from);
    return (row, tables) ->
        value
            .of(row, tables)
            .map(
                text ->
                    switch (form) {
                      case SECONDS_PER_WEEK -> List.of(week(text));
                      case HOURS_PER_DAY -> List.of(workdays(hours(text)));
                      case WEEK_FROM_SUNDAY -> throw new IllegalStateException("a list, no text");
                      case TWO_WEEKS_OF_HOURS -> spans(text);
                    });
  }

  private static Capacity week(String seconds) {
    return workdays(Convert.time(seconds, Convert.Time.SECONDS).dividedBy(WORKDAYS));
  }

  private static List<Capacity> week(List<String> fromSunday) {
    if (fromSunday.size() != DAYS) {
      throw new Convert.Unreadable();
    }
    List<Duration> week = new ArrayList<>();
    for (int day = 1; day <= DAYS; day++) {
      week.add(hours(fromSunday.get(day % DAYS)));
    }
    return List.of(new Capacity(null, null, week));
  }

  private static Duration hours(String text) {
    return Convert.time(text, Convert.Time.HOURS);
  }

  private static Capacity workdays(Duration day) {
    List<Duration> week = new ArrayList<>();
    for (int i = 0; i < DAYS; i++) {
      week.add(i < WORKDAYS ? day : Duration.ZERO);
    }
    return new Capacity(null, null, week);
  }

  private static List<Capacity> spans(String text) {
    try {
      List<Capacity> spans = new ArrayList<>();
      for (JsonNode span : JSON.readTree(text)) {
        spans.add(new Capacity(date(span.path(0)), date(span.path(1)), weekdays(span.path(2))));
      }
      return spans;
    } catch (JacksonException e) {
      throw new Convert.Unreadable();
    }
  }

  private static @Nullable LocalDate date(JsonNode node) {
    return node.isString() ? Convert.date(node.stringValue()) : null;
  }

  // The two weeks alternate; our record has one, so a weekday has the mean of both.
  private static List<Duration> weekdays(JsonNode hours) {
    if (hours.size() != DAYS && hours.size() != 2 * DAYS) {
      throw new Convert.Unreadable();
    }
    List<Duration> week = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      Duration first = hours(hours.path(day));
      week.add(
          hours.size() == DAYS ? first : first.plus(hours(hours.path(day + DAYS))).dividedBy(2));
    }
    return week;
  }

  private static Duration hours(JsonNode hours) {
    if (!hours.isNumber()) {
      throw new Convert.Unreadable();
    }
    return hours(hours.decimalValue().toPlainString());
  }
}
