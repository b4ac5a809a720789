package surety.server.insight.dashboard;

import java.util.ArrayList;
import java.util.List;

/// Joins the parts of a row.
final class Cells {
  private Cells() {}

  static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
