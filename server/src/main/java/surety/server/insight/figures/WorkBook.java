package surety.server.insight.figures;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import surety.server.connect.SourceRecord;
import surety.server.connect.SourceRecord.Billing;

/// All projects' sums of one fold. Projects without time or invoices are there too: a fixed fee is
/// earned whether or not somebody logged time.
final class WorkBook {

  private final References references;
  private final Map<Key, Work> byProject = new HashMap<>();
  private final Work internal;
  private final Work unknown;

  WorkBook(References references, Window window) {
    this.references = references;
    int months = window.months();
    Set<Key> paying = payingClients(references);
    references
        .projects()
        .forEach(
            (key, project) -> {
              boolean pays = paying.contains(client(key, project));
              byProject.put(key, Work.of(key.source(), project, pays, months));
            });
    internal = new Work(0, null, Work.Kind.INTERNAL, months);
    unknown = new Work(0, null, Work.Kind.UNRECOGNISABLE, months);
  }

  // Some vendors know no internal work: there the firm is a client of its own, who never pays.
  private static Set<Key> payingClients(References references) {
    Set<Key> paying = new HashSet<>();
    references
        .projects()
        .forEach(
            (key, project) -> {
              if (project.clientId() != null && project.billing() != Billing.NON_BILLABLE) {
                paying.add(client(key, project));
              }
            });
    return paying;
  }

  private static Key client(Key key, SourceRecord.Project project) {
    String id = project.clientId();
    return new Key(key.source(), id == null ? "" : id);
  }

  Work ofTime(int source, @Nullable String projectId) {
    return projectId == null
        ? internal
        : byProject.getOrDefault(references.project(source, projectId), unknown);
  }

  boolean isUnknown(Work work) {
    return work == unknown;
  }

  Optional<Work> ofInvoice(int source, @Nullable String projectId) {
    return projectId == null
        ? Optional.empty()
        : Optional.ofNullable(byProject.get(references.project(source, projectId)));
  }

  /// Every known project; time without a project, or with one that was not delivered, is not among
  /// them.
  Collection<Work> projects() {
    return byProject.values();
  }
}
