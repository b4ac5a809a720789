package surety.server.posture.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import surety.evidence.ProbeResult.Cases;
import surety.server.posture.probe.Attempt;

/// What a run reported, as it came.
final class Findings {

  final Set<String> declared = new LinkedHashSet<>();
  final Map<String, List<Attempt>> attempts = new LinkedHashMap<>();
  final Map<String, Boolean> controls = new LinkedHashMap<>();
  final List<Measured> measured = new ArrayList<>();
  String populationHow = "";
  boolean echoed;
  String ended = "";

  long count(Class<? extends Attempt> type) {
    return attempts.values().stream().flatMap(List::stream).filter(type::isInstance).count();
  }

  int executed() {
    return (int) declared.stream().filter(attempts::containsKey).count();
  }

  Cases cases(int formerPopulation) {
    return new Cases(
        declared.size(),
        executed(),
        (int) count(Attempt.Refused.class),
        (int) count(Attempt.Succeeded.class),
        (int) controls.values().stream().filter(held -> held).count(),
        Math.max(declared.size(), formerPopulation));
  }

  /// What somebody would want to know who looks into a run that did not pass.
  List<String> transcript() {
    List<String> lines = new ArrayList<>();
    attempts.forEach((which, all) -> all.forEach(one -> told(which, one, lines)));
    controls.forEach(
        (name, held) -> {
          if (!held) {
            lines.add("control did not hold: " + name);
          }
        });
    return lines;
  }

  private static void told(String which, Attempt attempt, List<String> lines) {
    switch (attempt) {
      case Attempt.Succeeded(var what) -> lines.add("succeeded: " + which + ": " + what);
      case Attempt.Unclear(var what) -> lines.add("unclear: " + which + ": " + what);
      case Attempt.Refused(_) -> {}
    }
  }
}
