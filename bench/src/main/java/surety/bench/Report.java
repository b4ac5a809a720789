package surety.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What one benchmark measured, figure by figure.
final class Report {

  private final String benchmark;
  private final List<Figure> figures = new ArrayList<>();

  Report(String benchmark) {
    this.benchmark = benchmark;
  }

  /// Adds a figure.
  ///
  /// @param against what it is compared with, or empty
  Report add(String name, double value, String unit, String against) {
    figures.add(new Figure(name, value, unit, against));
    return this;
  }

  String benchmark() {
    return benchmark;
  }

  List<Figure> figures() {
    return List.copyOf(figures);
  }

  /// For people.
  String text() {
    StringBuilder text = new StringBuilder(benchmark).append('\n');
    for (Figure figure : figures) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-58s %12.3f %-6s %s%n",
              figure.name(),
              figure.value(),
              figure.unit(),
              figure.against().isEmpty() ? "" : "against " + figure.against()));
    }
    return text.toString();
  }

  /// One measured value.
  record Figure(String name, double value, String unit, String against) {}
}
