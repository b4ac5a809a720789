package surety.server.insight.figures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Decides which groups of projects are large enough for their cost to be shown.
///
/// A cost divided by hours of one person is that person's cost rate, and so the salary. A project
/// on which fewer than [#FEWEST_PEOPLE] people worked in some span joins the others of its client;
/// a client that is too small joins the other clients. Where what was joined is still too small,
/// the next smallest joins too, since a single line left out could be had by subtracting the shown
/// ones from a total. So each line holds enough people in each span, and so does any sum or
/// difference of lines, clients and ranges.
final class CostGroups {

  /// The fewest people behind a cost that is shown. With two, each would learn the other's rate.
  static final int FEWEST_PEOPLE = 3;

  private static final Comparator<CostGroup> SMALLEST_FIRST =
      Comparator.comparingInt(CostGroup::fewestPeople)
          .thenComparing(CostGroup::client)
          .thenComparing(CostGroup::project);

  private CostGroups() {}

  /// Lines that may be shown; none at all where even all projects together are too small.
  ///
  /// @param byClient each client's projects
  static List<CostRow> shown(Map<Key, List<CostGroup>> byClient) {
    Map<Key, List<CostGroup>> lines = new HashMap<>();
    List<CostGroup> tooSmall = new ArrayList<>();
    byClient.forEach(
        (client, projects) -> {
          List<CostGroup> pooled = pool(projects.getFirst().client(), projects);
          boolean enough = pooled.stream().allMatch(CostGroups::largeEnough);
          if (enough) {
            lines.put(client, pooled);
          } else {
            tooSmall.addAll(pooled);
          }
        });
    return published(lines, tooSmall);
  }

  private static List<CostRow> published(
      Map<Key, List<CostGroup>> lines, List<CostGroup> tooSmall) {
    while (!tooSmall.isEmpty() && !largeEnough(CostGroup.merged("", tooSmall))) {
      if (lines.isEmpty()) {
        return List.of();
      }
      tooSmall.addAll(lines.remove(smallest(lines)));
    }
    List<CostGroup> all = new ArrayList<>();
    lines.values().forEach(all::addAll);
    if (!tooSmall.isEmpty()) {
      all.add(CostGroup.merged("", tooSmall));
    }
    return all.stream().map(CostGroup::published).toList();
  }

  private static Key smallest(Map<Key, List<CostGroup>> lines) {
    return lines.entrySet().stream()
        .min(Comparator.comparing(line -> CostGroup.merged("", line.getValue()), SMALLEST_FIRST))
        .orElseThrow()
        .getKey();
  }

  private static List<CostGroup> pool(String client, List<CostGroup> projects) {
    List<CostGroup> shown = new ArrayList<>(projects);
    shown.sort(SMALLEST_FIRST.reversed());
    List<CostGroup> pooled = new ArrayList<>();
    while (!shown.isEmpty() && !largeEnough(shown.getLast())) {
      pooled.add(shown.removeLast());
    }
    while (!shown.isEmpty() && !pooled.isEmpty() && !largeEnough(CostGroup.merged("", pooled))) {
      pooled.add(shown.removeLast());
    }
    if (!pooled.isEmpty()) {
      shown.add(CostGroup.merged(client, pooled));
    }
    return shown;
  }

  private static boolean largeEnough(CostGroup group) {
    return group.fewestPeople() >= FEWEST_PEOPLE;
  }
}
