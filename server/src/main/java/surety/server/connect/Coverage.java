package surety.server.connect;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import surety.server.connect.FetchReport.Reason;

/// How far each of the six fetches can be read with one credential, found by asking for one record
/// of each list.
public record Coverage(Map<Fetch, Finding> findings) {

  /// How far a fetch can be read.
  public enum Reach {
    READABLE("Readable"),
    /// The records, but not everything that belongs to them.
    LIMITED("Readable in part"),
    FORBIDDEN("Not permitted"),
    UNSUPPORTED("Not offered"),
    FAILED("Failed");

    private final String label;

    Reach(String label) {
      this.label = label;
    }

    /// The words that people read.
    public String label() {
      return label;
    }
  }

  /// What was found about one fetch.
  ///
  /// @param reason why it cannot be read, empty if it can
  /// @param records how many records the source has in all, where it tells
  /// @param without names of what belongs to the records and cannot be read
  /// @param note what stands in, or why it is not offered; may be empty
  public record Finding(
      Reach reach,
      Optional<Reason> reason,
      OptionalInt records,
      List<String> without,
      String note) {

    /// Copies the list.
    public Finding {
      without = List.copyOf(without);
    }
  }

  /// Copies the map.
  ///
  /// @throws IllegalArgumentException if one of the six is missing
  public Coverage {
    if (findings.size() != Fetch.values().length) {
      throw new IllegalArgumentException("findings: " + findings.size() + " (expected: 6)");
    }
    findings = new EnumMap<>(findings);
  }

  /// What was found about one fetch.
  public Finding of(Fetch fetch) {
    return Objects.requireNonNull(findings.get(fetch));
  }

  /// Whether at least one fetch can be read.
  public boolean isUsable() {
    return findings.values().stream()
        .anyMatch(it -> it.reach() == Reach.READABLE || it.reach() == Reach.LIMITED);
  }

  /// Why nothing can be read; empty if something can.
  public Optional<Reason> obstacle() {
    return isUsable()
        ? Optional.empty()
        : findings.values().stream().flatMap(it -> it.reason().stream()).findFirst();
  }
}
