package surety.server.insight.dashboard;

import java.util.List;
import java.util.Optional;
import surety.server.insight.figures.Metric;
import surety.server.platform.Ephemeral;

/// One question about the firm with its answer.
///
/// @param key names it on the page
/// @param stats the answer in a few numbers
/// @param charts the answer as pictures
/// @param tables every number of the charts and more
/// @param metrics what the numbers mean
/// @param coverage how much of the records went in
/// @param gaps what was missing
/// @param unavailable why there is no answer; the rest is empty then
public record Card(
    String key,
    String title,
    List<Stat> stats,
    List<Chart> charts,
    List<Table> tables,
    List<Metric> metrics,
    List<Coverage> coverage,
    List<GapNote> gaps,
    Optional<String> unavailable)
    implements Ephemeral {

  /// A number to remember.
  ///
  /// @param note what it is measured against, or how it came about
  public record Stat(String label, String value, String note) implements Ephemeral {
    @Override
    public String toString() {
      return "Stat[" + label + "]";
    }
  }

  /// A picture with its legend.
  ///
  /// @param svg markup, escaped
  public record Chart(String heading, String svg, List<Legend> legend) implements Ephemeral {
    @Override
    public String toString() {
      return "Chart[" + heading + "]";
    }
  }

  /// What a colour means.
  ///
  /// @param mark the class of the sign beside the name
  public record Legend(String name, String mark) {}

  /// How much of the records went into a figure.
  public record Coverage(String text, boolean complete) implements Ephemeral {
    @Override
    public String toString() {
      return "Coverage[...]";
    }
  }

  public Card {
    stats = List.copyOf(stats);
    charts = List.copyOf(charts);
    tables = List.copyOf(tables);
    metrics = List.copyOf(metrics);
    coverage = List.copyOf(coverage);
    gaps = List.copyOf(gaps);
  }

  static Card unavailable(String key, String title, List<Metric> metrics, String why) {
    return new Card(
        key,
        title,
        List.of(),
        List.of(),
        List.of(),
        metrics,
        List.of(),
        List.of(),
        Optional.of(why));
  }

  @Override
  public String toString() {
    return "Card[" + key + "]";
  }
}
