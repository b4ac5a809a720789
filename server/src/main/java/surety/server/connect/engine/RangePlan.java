package surety.server.connect.engine;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import surety.server.connect.FetchRange;
import surety.server.egress.Call.Parameter;

/// How a vendor is asked for a part of a list.
///
/// @param from parameter for the first day, absent if it cannot be asked for
/// @param to parameter for the last day, absent if it cannot be asked for
/// @param widen days to ask for beyond both ends, where it is not certain that the vendor counts
///     the ends in; what is too much is dropped afterwards
/// @param slice days of the slices that a bounded range is read in side by side, for lists whose
///     pages can only be read one after the other
/// @param since parameter for the instant of the last change, absent if it cannot be asked for
record RangePlan(
    Optional<String> from,
    Optional<String> to,
    int widen,
    OptionalInt slice,
    Optional<String> since) {

  static final RangePlan NONE =
      new RangePlan(Optional.empty(), Optional.empty(), 0, OptionalInt.empty(), Optional.empty());

  /// The parameters of each slice, one list for the whole range if it is not sliced.
  List<List<Parameter>> slices(FetchRange range) {
    if (slice.isEmpty() || range.from() == null || range.to() == null) {
      return List.of(parameters(range, range.from(), range.to()));
    }
    List<List<Parameter>> slices = new ArrayList<>();
    LocalDate last = range.to();
    for (LocalDate day = range.from(); !day.isAfter(last); day = day.plusDays(slice.getAsInt())) {
      LocalDate end = day.plusDays(slice.getAsInt() - 1L);
      slices.add(parameters(range, day, end.isAfter(last) ? last : end));
    }
    return slices;
  }

  private List<Parameter> parameters(
      FetchRange range, @Nullable LocalDate first, @Nullable LocalDate last) {
    List<Parameter> parameters = new ArrayList<>();
    if (first != null) {
      from.ifPresent(name -> parameters.add(day(name, first.minusDays(widen))));
    }
    if (last != null) {
      to.ifPresent(name -> parameters.add(day(name, last.plusDays(widen))));
    }
    if (range.changedSince() != null) {
      String instant = range.changedSince().toString();
      since.ifPresent(name -> parameters.add(new Parameter(name, instant)));
    }
    return parameters;
  }

  private static Parameter day(String name, LocalDate day) {
    return new Parameter(name, day.toString());
  }

  Stream<String> names() {
    return Stream.of(from, to, since).flatMap(Optional::stream);
  }
}
