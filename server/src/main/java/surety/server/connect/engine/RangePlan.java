package surety.server.connect.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import surety.server.connect.FetchRange;
import surety.server.egress.Call.Parameter;

/// How a vendor is asked for a part of a list.
///
/// @param asked how the ends of a range are said
/// @param widen days to ask for beyond both ends, where it is not certain that the vendor counts
///     the ends in; what is too much is dropped afterwards
/// @param slice days of the slices that a bounded range is read in side by side, for lists whose
///     pages can only be read one after the other
/// @param open what to ask for where a range has no end, for vendors that want one
record RangePlan(RangeWords asked, int widen, OptionalInt slice, Optional<Open> open) {

  static final RangePlan NONE =
      new RangePlan(RangeWords.NONE, 0, OptionalInt.empty(), Optional.empty());

  /// How far an open range reaches.
  record Open(int yearsBack, int yearsAhead) {}

  /// The parameters of each slice, one list for the whole range if it is not sliced.
  List<List<Parameter>> slices(FetchRange range) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    LocalDate first = range.from();
    LocalDate last = range.to();
    if (open.isPresent()) {
      first = first == null ? today.minusYears(open.get().yearsBack()) : first;
      last = last == null ? today.plusYears(open.get().yearsAhead()) : last;
    }
    if (slice.isEmpty() || range.from() == null || range.to() == null) {
      return List.of(parameters(range.changedSince(), first, last));
    }
    return sliced(range, range.from(), range.to());
  }

  private List<List<Parameter>> sliced(FetchRange range, LocalDate first, LocalDate last) {
    List<List<Parameter>> slices = new ArrayList<>();
    int days = slice.orElseThrow();
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(days)) {
      LocalDate end = day.plusDays(days - 1L);
      slices.add(parameters(range.changedSince(), day, end.isAfter(last) ? last : end));
    }
    return slices;
  }

  private List<Parameter> parameters(
      @Nullable Instant since, @Nullable LocalDate first, @Nullable LocalDate last) {
    return asked.parameters(
        Optional.ofNullable(first).map(day -> day.minusDays(widen)),
        Optional.ofNullable(last).map(day -> day.plusDays(widen)),
        Optional.ofNullable(since));
  }

  Set<String> names() {
    return asked.names();
  }
}
