package surety.server.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import surety.server.connect.ConnectedSource;
import surety.server.connect.Fetch;
import surety.server.connect.FetchReport;
import surety.server.connect.FetchReport.State;
import surety.server.connect.Place;
import surety.server.insight.figures.Aggregates;
import surety.server.platform.Ephemeral;

/// What one reading of a workspace's systems left: figures in two forms, and how the reading went.
///
/// @param startedAt before the first request; ages are measured from here
/// @param showable how long after that the figures may be shown
/// @param full with costs
/// @param plain for readers who may not see costs: there are none in it
/// @param origins which systems they come from
/// @param drawn what has been drawn of them; it goes when they go
record Held(
    Instant startedAt,
    Duration showable,
    Aggregates full,
    Aggregates plain,
    List<SourceReport> sources,
    Origins origins,
    Drawn drawn)
    implements Ephemeral {

  /// How reading one source went.
  ///
  /// @param connection the connection's id
  /// @param source what the members call it
  /// @param remarks what the source offers in another form, or not at all
  /// @param places where it stood among the systems
  record SourceReport(
      UUID connection,
      String source,
      List<FetchReport> fetches,
      List<String> remarks,
      Map<Fetch, Place> places) {
    SourceReport {
      fetches = List.copyOf(fetches);
      remarks = List.copyOf(remarks);
      places = Map.copyOf(places);
    }
  }

  Held(
      Instant startedAt,
      Duration showable,
      Aggregates figures,
      List<SourceReport> sources,
      Origins origins) {
    this(startedAt, showable, figures, figures.withoutCosts(), sources, origins, new Drawn());
  }

  Held {
    sources = List.copyOf(sources);
  }

  /// Whether these are just the systems that were read, each in its place.
  boolean isFrom(List<ConnectedSource> connected) {
    boolean same = sources.size() == connected.size();
    for (int i = 0; same && i < sources.size(); i++) {
      same =
          sources.get(i).connection().equals(connected.get(i).connection())
              && sources.get(i).places().equals(connected.get(i).places());
    }
    return same;
  }

  /// What no figure may rest on: fetches that failed at some source, or that no source offers.
  Set<Fetch> missing() {
    Set<Fetch> missing = EnumSet.noneOf(Fetch.class);
    Map<Fetch, Set<State>> states = new EnumMap<>(Fetch.class);
    for (SourceReport source : sources) {
      for (FetchReport report : source.fetches()) {
        states
            .computeIfAbsent(report.fetch(), fetch -> EnumSet.noneOf(State.class))
            .add(report.state());
      }
    }
    states.forEach(
        (fetch, seen) -> {
          if (seen.contains(State.FAILED) || seen.equals(EnumSet.of(State.UNSUPPORTED))) {
            missing.add(fetch);
          }
        });
    return missing;
  }

  /// Whether nothing at all could be read.
  boolean nothingRead() {
    return sources.stream()
        .flatMap(source -> source.fetches().stream())
        .noneMatch(r -> r.state() == State.COMPLETE || r.state() == State.PARTIAL);
  }

  long records() {
    return sources.stream()
        .flatMap(source -> source.fetches().stream())
        .mapToLong(FetchReport::records)
        .sum();
  }

  /// Whether every fetch that is offered delivered everything.
  boolean complete() {
    return sources.stream()
        .flatMap(source -> source.fetches().stream())
        .allMatch(r -> r.state() == State.COMPLETE || r.state() == State.UNSUPPORTED);
  }

  @Override
  public String toString() {
    return "Held[startedAt=" + startedAt + "]";
  }
}
