package surety.server.insight.figures;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All projects' sums of one fold. Projects without time or invoices are there too: a fixed fee is
/// earned whether or not somebody logged time.
final class WorkBook {

  private final Map<Key, Work> byProject = new HashMap<>();
  private final Work internal;
  private final Work unknown;

  WorkBook(References references, Window window) {
    references
        .projects()
        .forEach(
            (key, project) -> byProject.put(key, Work.of(key.source(), project, window.months())));
    internal = new Work(0, null, Work.Kind.INTERNAL, window.months());
    unknown = new Work(0, null, Work.Kind.UNRECOGNISABLE, window.months());
  }

  Work ofTime(int source, @Nullable String projectId) {
    return projectId == null
        ? internal
        : byProject.getOrDefault(new Key(source, projectId), unknown);
  }

  boolean isUnknown(Work work) {
    return work == unknown;
  }

  Optional<Work> ofInvoice(int source, @Nullable String projectId) {
    return projectId == null
        ? Optional.empty()
        : Optional.ofNullable(byProject.get(new Key(source, projectId)));
  }

  /// Every known project; time without a project, or with one that was not delivered, is not among
  /// them.
  Collection<Work> projects() {
    return byProject.values();
  }
}
