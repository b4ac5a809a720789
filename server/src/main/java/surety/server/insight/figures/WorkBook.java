package surety.server.insight.figures;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All projects' sums of one fold. Projects without time or invoices are there too: a fixed fee is
/// earned whether or not somebody logged time.
final class WorkBook {

  private final Map<String, Work> byProject = new HashMap<>();
  private final Work internal;
  private final Work unknown;

  WorkBook(References references, Window window) {
    references
        .projects()
        .forEach(project -> byProject.put(project.id(), Work.of(project, window.months())));
    internal = new Work(null, Work.Kind.INTERNAL, window.months());
    unknown = new Work(null, Work.Kind.UNRECOGNISABLE, window.months());
  }

  Work ofTime(@Nullable String projectId) {
    return projectId == null ? internal : byProject.getOrDefault(projectId, unknown);
  }

  boolean isUnknown(Work work) {
    return work == unknown;
  }

  Optional<Work> ofInvoice(@Nullable String projectId) {
    return projectId == null ? Optional.empty() : Optional.ofNullable(byProject.get(projectId));
  }

  /// Every known project; time without a project, or with one that was not delivered, is not among
  /// them.
  Collection<Work> projects() {
    return byProject.values();
  }
}
