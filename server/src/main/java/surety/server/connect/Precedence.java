package surety.server.connect;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import surety.server.connect.Capabilities.Offer;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.ConnectorPlan.Kind;

/// Which of a workspace's systems counts for each kind of record: the one that was chosen, then the
/// others by rule.
///
/// The rule: who offers the records themselves goes before who offers something close; then the
/// sort of system decides; then age.
final class Precedence {

  private static final List<Kind> WORK =
      List.of(Kind.PSA, Kind.BOOKINGS, Kind.ACCOUNTING, Kind.CRM);
  private static final Map<Fetch, List<Kind>> RULE =
      Map.of(
          Fetch.PEOPLE,
          WORK,
          Fetch.PROJECTS,
          WORK,
          Fetch.TIME_ENTRIES,
          WORK,
          Fetch.INVOICES,
          List.of(Kind.ACCOUNTING, Kind.PSA, Kind.CRM, Kind.BOOKINGS),
          Fetch.DEALS,
          List.of(Kind.CRM, Kind.PSA, Kind.ACCOUNTING, Kind.BOOKINGS),
          Fetch.BOOKINGS,
          List.of(Kind.BOOKINGS, Kind.PSA, Kind.ACCOUNTING, Kind.CRM));

  /// What an owner chose for a kind of record.
  ///
  /// @param othersLeftOut whether records that only other systems have are left out
  record Choice(UUID connection, boolean othersLeftOut) {}

  /// A connected system.
  record Candidate(UUID connection, String label, ConnectorPlan plan) {}

  private final List<Candidate> systems;
  private final Map<Fetch, Choice> choices;

  /// @param systems oldest first
  Precedence(List<Candidate> systems, Map<Fetch, Choice> choices) {
    this.systems = List.copyOf(systems);
    this.choices = Map.copyOf(choices);
  }

  Optional<Choice> choice(Fetch fetch) {
    return Optional.ofNullable(choices.get(fetch));
  }

  /// The systems that offer a kind of record, the one that counts first.
  List<Candidate> order(Fetch fetch) {
    return systems.stream()
        .filter(system -> system.plan().capabilities().offers(fetch))
        .sorted(
            Comparator.comparing((Candidate system) -> !isChosen(fetch, system))
                .thenComparing(system -> offer(fetch, system))
                .thenComparing(system -> rule(fetch).indexOf(system.plan().kind())))
        .toList();
  }

  /// Where each system stands for the kinds that it offers.
  Map<UUID, Map<Fetch, Place>> places() {
    Map<UUID, Map<Fetch, Place>> places = new HashMap<>();
    for (Fetch fetch : Fetch.values()) {
      boolean othersLeftOut = choice(fetch).map(Choice::othersLeftOut).orElse(false);
      List<Candidate> order = order(fetch);
      for (int rank = 0; rank < order.size(); rank++) {
        places
            .computeIfAbsent(order.get(rank).connection(), id -> new EnumMap<>(Fetch.class))
            .put(fetch, new Place(rank, rank > 0 && othersLeftOut));
      }
    }
    return places;
  }

  private boolean isChosen(Fetch fetch, Candidate system) {
    return choice(fetch).filter(it -> it.connection().equals(system.connection())).isPresent();
  }

  private static Offer offer(Fetch fetch, Candidate system) {
    return system.plan().capabilities().of(fetch).offer();
  }

  private static List<Kind> rule(Fetch fetch) {
    return Objects.requireNonNull(RULE.get(fetch));
  }
}
