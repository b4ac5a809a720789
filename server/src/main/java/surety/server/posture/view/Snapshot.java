package surety.server.posture.view;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What everything public says at one moment.
///
/// @param at the moment
/// @param until when something would have to be said differently even if nothing happens
/// @param version the product's version
/// @param build SHA-256 of what runs, hexadecimal
/// @param config SHA-256 of the effective configuration, secrets blanked, hexadecimal
/// @param origin scheme, host and port of this server
/// @param failures of the last 90 days, newest first
/// @param changes of states, newest first
/// @param keys newest first
public record Snapshot(
    Instant at,
    Instant until,
    String version,
    String build,
    String config,
    String origin,
    List<ClaimView> claims,
    List<FaultView> matrix,
    List<Failure> failures,
    List<Change> changes,
    List<KeyView> keys,
    LogView log) {

  public Snapshot {
    claims = List.copyOf(claims);
    matrix = List.copyOf(matrix);
    failures = List.copyOf(failures);
    changes = List.copyOf(changes);
    keys = List.copyOf(keys);
  }

  /// The fingerprint of the key with which the ledger begins, the root of trust; an empty text if
  /// there is none.
  public String firstKey() {
    return keys.isEmpty() ? "" : keys.getLast().fingerprint();
  }

  /// How many claims are in each state, all seven always: proven, then the worst first.
  public Map<ShownState, Long> counts() {
    Map<ShownState, Long> counts = new LinkedHashMap<>();
    counts.put(ShownState.PROVEN, 0L);
    Arrays.stream(ShownState.values()).forEach(state -> counts.put(state, 0L));
    claims.forEach(claim -> counts.merge(claim.state(), 1L, Long::sum));
    return counts;
  }

  /// How many claims are in a state.
  public long count(ShownState state) {
    return claims.stream().filter(claim -> claim.state() == state).count();
  }

  /// The claims in a state.
  public List<ClaimView> in(ShownState state) {
    return claims.stream().filter(claim -> claim.state() == state).toList();
  }

  /// The worst state of all claims that are still made; withdrawn if there is none.
  public ShownState worst() {
    return worst(claims);
  }

  /// When the oldest proof that still counts was made.
  public Optional<Instant> oldestProof() {
    return in(ShownState.PROVEN).stream()
        .map(ClaimView::checkedAt)
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  /// The claims by the questions that they answer, in the order of the page.
  public List<Section> sections() {
    Map<Question, List<ClaimView>> byQuestion = new LinkedHashMap<>();
    for (Question question : Question.values()) {
      List<ClaimView> answers =
          claims.stream().filter(claim -> claim.question() == question).toList();
      if (!answers.isEmpty()) {
        byQuestion.put(question, answers);
      }
    }
    return byQuestion.entrySet().stream()
        .map(entry -> new Section(entry.getKey(), entry.getValue(), worst(entry.getValue())))
        .toList();
  }

  private static ShownState worst(List<ClaimView> claims) {
    return claims.stream()
        .map(ClaimView::state)
        .min(Comparator.naturalOrder())
        .orElse(ShownState.WITHDRAWN);
  }

  /// The probes by name, each with its newest run.
  public Map<String, RunView> probes() {
    Map<String, RunView> probes = new LinkedHashMap<>();
    claims.stream()
        .map(ClaimView::runs)
        .flatMap(List::stream)
        .sorted(Comparator.comparing(RunView::probe))
        .forEach(run -> probes.put(run.probe(), run));
    return probes;
  }

  /// The claims by id.
  public Map<String, ClaimView> byId() {
    Map<String, ClaimView> byId = new LinkedHashMap<>();
    claims.forEach(claim -> byId.put(claim.id(), claim));
    return byId;
  }

  /// How many different faults were tried, and how many of them some probe noticed.
  public Tally faults() {
    Map<String, Boolean> noticed = new LinkedHashMap<>();
    matrix.forEach(fault -> noticed.merge(fault.fault(), fault.killed(), Boolean::logicalOr));
    return new Tally(noticed.size(), noticed.values().stream().filter(it -> it).count());
  }

  /// Part of a whole.
  public record Tally(long all, long some) {}

  /// Claims that answer one question. It is as bad as the worst of them.
  public record Section(Question question, List<ClaimView> claims, ShownState worst) {}
}
