package surety.server.connect.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import surety.server.egress.Call.Parameter;

/// How the first day, the last day and the instant of the last change are said to a vendor: each in
/// a parameter of its own, or all in the clauses of one.
///
/// @param from says the first day, `{day}` in place of it; empty if it cannot be said
/// @param to says the last day
/// @param span says both days, `{from}` and `{to}` in place of them
/// @param since says the instant, `{instant}` in place of it
/// @param instants how an instant is written
/// @param days how a day is written
/// @param clauses what the clauses are put into, for vendors that take them in one parameter
record RangeWords(
    Optional<Parameter> from,
    Optional<Parameter> to,
    Optional<Parameter> span,
    Optional<Parameter> since,
    Notation instants,
    Notation days,
    Optional<Clauses> clauses) {

  static final RangeWords NONE =
      new RangeWords(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Notation.ISO,
          Notation.ISO,
          Optional.empty());

  /// How an instant is written, or a day as the instant at which it begins.
  enum Notation {
    /// 2026-07-01T08:00:00Z.
    ISO,
    /// 2026-07-01 08:00:00, in UTC.
    SPACED_UTC,
    /// 1782892800, seconds since 1970.
    UNIX_SECONDS,
    /// 2026-07-01, the day that it is at that instant where it is earliest: no time of a vendor's
    /// own, wherever that is, lies before.
    DAY;

    private static final ZoneOffset WHERE_EARLIEST = ZoneOffset.ofHours(-12);

    private static final DateTimeFormatter SPACED =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    String of(Instant instant) {
      return switch (this) {
        case ISO -> instant.truncatedTo(ChronoUnit.SECONDS).toString();
        case SPACED_UTC -> SPACED.format(instant.truncatedTo(ChronoUnit.SECONDS));
        case UNIX_SECONDS -> Long.toString(instant.getEpochSecond());
        case DAY -> LocalDate.ofInstant(instant, WHERE_EARLIEST).toString();
      };
    }

    String of(LocalDate day) {
      return this == ISO || this == DAY
          ? day.toString()
          : of(day.atStartOfDay().toInstant(ZoneOffset.UTC));
    }
  }

  /// Clauses in one parameter.
  ///
  /// @param parameter its name
  /// @param whole the value, `{clauses}` in place of them
  /// @param always a clause that is always there, empty for none
  /// @param between what stands between two
  record Clauses(String parameter, String whole, String always, String between) {}

  List<Parameter> parameters(
      Optional<LocalDate> first, Optional<LocalDate> last, Optional<Instant> changed) {
    List<Parameter> said = new ArrayList<>();
    first.ifPresent(day -> from.ifPresent(it -> said.add(filled(it, "{day}", days.of(day)))));
    last.ifPresent(day -> to.ifPresent(it -> said.add(filled(it, "{day}", days.of(day)))));
    if (span.isPresent() && first.isPresent() && last.isPresent()) {
      Parameter begun = filled(span.get(), "{from}", days.of(first.get()));
      said.add(filled(begun, "{to}", days.of(last.get())));
    }
    // A second earlier, for vendors that mean what comes after it.
    changed.ifPresent(
        at ->
            since.ifPresent(
                it -> said.add(filled(it, "{instant}", instants.of(at.minusSeconds(1))))));
    return clauses.map(it -> joined(it, said)).orElse(said);
  }

  private static Parameter filled(Parameter parameter, String place, String text) {
    return new Parameter(parameter.name(), parameter.value().replace(place, text));
  }

  private static List<Parameter> joined(Clauses clauses, List<Parameter> said) {
    String text =
        Stream.concat(Stream.of(clauses.always()), said.stream().map(Parameter::value))
            .filter(clause -> !clause.isEmpty())
            .collect(Collectors.joining(clauses.between()));
    return text.isEmpty()
        ? List.of()
        : List.of(new Parameter(clauses.parameter(), clauses.whole().replace("{clauses}", text)));
  }

  Set<String> names() {
    return clauses
        .map(it -> Set.of(it.parameter()))
        .orElseGet(
            () ->
                Stream.of(from, to, span, since)
                    .flatMap(Optional::stream)
                    .map(Parameter::name)
                    .collect(Collectors.toSet()));
  }
}
