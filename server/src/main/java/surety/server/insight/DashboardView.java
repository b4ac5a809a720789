package surety.server.insight;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import surety.server.connect.FetchReport;
import surety.server.connect.FetchReport.State;
import surety.server.insight.figures.Range;
import surety.server.platform.Ephemeral;

/// What the template `insight/dashboard` reads.
///
/// @param base the path of the workspace
/// @param range months of the range shown
/// @param problems what could not be read and why
/// @param remarks what a source does not offer, or only in another form
/// @param overlaps what more than one system has
/// @param cards markup, escaped
record DashboardView(
    String base,
    int range,
    Instant asOf,
    String asOfText,
    String age,
    String sources,
    List<Choice> ranges,
    List<String> problems,
    List<String> remarks,
    List<String> overlaps,
    String currency,
    String cards)
    implements Ephemeral {

  /// A range to choose.
  record Choice(String label, String href, boolean current) {}

  private static final DateTimeFormatter AS_OF =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH);

  static DashboardView of(Look.Ready look, Range range, String base, Instant now, String cards) {
    Held held = look.held();
    return new DashboardView(
        base,
        range.months(),
        look.startedAt(),
        AS_OF.format(look.startedAt().atOffset(ZoneOffset.UTC)),
        age(Duration.between(look.startedAt(), now)),
        held.sources().stream().map(Held.SourceReport::source).collect(Collectors.joining(" and ")),
        choices(range, base),
        held.sources().stream().flatMap(DashboardView::problems).toList(),
        held.sources().stream().flatMap(source -> source.remarks().stream()).toList(),
        held.origins().overlaps(),
        look.figures().currency().getCurrencyCode(),
        cards);
  }

  private static String age(Duration age) {
    long minutes = age.toMinutes();
    if (minutes < 1) {
      return "read just now";
    }
    return minutes == 1 ? "read one minute ago" : "read " + minutes + " minutes ago";
  }

  private static List<Choice> choices(Range current, String base) {
    return Arrays.stream(Range.values())
        .map(
            range ->
                new Choice(
                    range.months() + " months",
                    base + "/dashboard?range=" + range.months(),
                    range == current))
        .toList();
  }

  static Stream<String> problems(Held.SourceReport source) {
    return source.fetches().stream()
        .filter(r -> r.state() == State.FAILED || r.state() == State.PARTIAL)
        .map(report -> problem(source.source(), report));
  }

  private static String problem(String source, FetchReport report) {
    String reasons =
        report.notes().stream()
            .map(note -> note.reason().sentence())
            .distinct()
            .collect(Collectors.joining(" "));
    String how = report.state() == State.PARTIAL ? "read in part. " : "not read. ";
    return source + ", " + report.fetch().label().toLowerCase(Locale.ROOT) + ": " + how + reasons;
  }

  @Override
  public String toString() {
    return "DashboardView[...]";
  }
}
