package surety.server.posture.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import surety.server.posture.view.RunView;

/// What a visitor asked for, and what has come of it so far.
final class Ticket {

  private final String id;
  private final String nonce;
  private final List<String> probes;
  private final Instant asked;
  private final List<RunView> results = new ArrayList<>();
  private Phase phase = Phase.WAITING;

  Ticket(String id, String nonce, List<String> probes, Instant asked) {
    this.id = id;
    this.nonce = nonce;
    this.probes = List.copyOf(probes);
    this.asked = asked;
  }

  String id() {
    return id;
  }

  String nonce() {
    return nonce;
  }

  List<String> probes() {
    return probes;
  }

  synchronized void enter(Phase next) {
    phase = next;
  }

  synchronized void add(RunView result) {
    results.add(result);
  }

  /// How it stands.
  ///
  /// @param ahead how many wait before it
  synchronized Progress progress(int ahead) {
    List<String> left =
        probes.stream()
            .filter(it -> results.stream().noneMatch(done -> done.probe().equals(it)))
            .toList();
    return new Progress(id, nonce, phase, ahead, List.copyOf(results), left, asked);
  }

  /// Where it is.
  enum Phase {
    WAITING,
    RUNNING,
    DONE,
    OUT_OF_TIME
  }

  /// What the page shows.
  ///
  /// @param left the attacks that have not run
  record Progress(
      String id,
      String nonce,
      Phase phase,
      int ahead,
      List<RunView> results,
      List<String> left,
      Instant asked) {

    /// Whether nothing more will come.
    public boolean over() {
      return phase == Phase.DONE || phase == Phase.OUT_OF_TIME;
    }

    /// Attacks that held.
    public long passed() {
      return results.stream().filter(it -> it.outcome().equals("PASS")).count();
    }

    /// How long the newest result took after the visitor asked.
    public Duration took() {
      return results.isEmpty()
          ? Duration.ZERO
          : Duration.between(asked, results.getLast().endedAt());
    }
  }
}
