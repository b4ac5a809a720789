package surety.server.insight;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import surety.server.connect.ConnectedSource;
import surety.server.connect.Fetch;
import surety.server.insight.figures.Intake;
import surety.server.insight.figures.Overlap;

/// Where figures come from: it holds names of systems and counts, nothing of the records.
///
/// @param systems for each kind of record the systems that it was taken from, the one that counts
///     first; empty where one system is connected
/// @param overlaps sentences about records that more than one system has
record Origins(Map<Fetch, List<String>> systems, List<String> overlaps) {

  static final Origins ONE_SYSTEM = new Origins(Map.of(), List.of());

  Origins {
    systems = Map.copyOf(systems);
    overlaps = List.copyOf(overlaps);
  }

  static Origins of(List<ConnectedSource> sources, Intake intake) {
    if (sources.size() < 2) {
      return ONE_SYSTEM;
    }
    List<String> names = sources.stream().map(ConnectedSource::label).toList();
    Map<Fetch, List<String>> systems = new EnumMap<>(Fetch.class);
    for (Fetch fetch : Fetch.values()) {
      systems.put(fetch, intake.taken(fetch).stream().map(names::get).toList());
    }
    return new Origins(
        systems, intake.overlaps().stream().map(overlap -> sentence(overlap, names)).toList());
  }

  /// Which systems figures come from that rest on some kinds of record; empty where one is
  /// connected.
  String of(Set<Fetch> kinds) {
    return Arrays.stream(Fetch.values())
        .filter(kinds::contains)
        .filter(kind -> !systems.getOrDefault(kind, List.of()).isEmpty())
        .map(kind -> kind.label() + ": " + String.join(", then ", systems.get(kind)) + ".")
        .collect(Collectors.joining(" "));
  }

  private static String sentence(Overlap overlap, List<String> names) {
    String counts = names.get(overlap.counts());
    String other = names.get(overlap.other());
    String how =
        switch (overlap.why()) {
          case SAME -> " also in " + counts + ", and counted once, as " + counts + " has them.";
          case LEFT_OUT -> " not in " + counts + ", and left out.";
        };
    return other
        + ", "
        + overlap.kind().label().toLowerCase(Locale.ROOT)
        + ": "
        + "%,d".formatted(overlap.records())
        + how
        + differing(overlap);
  }

  private static String differing(Overlap overlap) {
    return overlap.differing() == 0
        ? ""
        : " In %,d of them the amount differs.".formatted(overlap.differing());
  }
}
