package surety.server.insight;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.springframework.jdbc.core.RowMapper;
import surety.server.audit.AccessAction;
import surety.server.audit.AccessDetail;
import surety.server.audit.AccessEntry;
import surety.server.audit.AccessLog;
import surety.server.audit.AuditHandle;
import surety.server.audit.AuditHandles;
import surety.server.audit.Outcome;
import surety.server.workspace.Accessor;
import surety.server.workspace.WorkspaceScope;

/// An access log in memory, which can be told to fail.
final class RecordingLog implements AccessLog {

  record Line(Accessor accessor, AccessAction action, String kind) {}

  private final List<Line> lines = new CopyOnWriteArrayList<>();
  private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
  private volatile Predicate<AccessEntry> broken = entry -> false;

  @Override
  public AuditHandle record(WorkspaceScope scope, AccessEntry entry) {
    if (broken.test(entry)) {
      throw AuditHandles.unavailable();
    }
    lines.add(new Line(scope.accessor(), entry.action(), entry.data().kind()));
    return AuditHandles.unrecorded(scope, entry);
  }

  @Override
  public <T> Accessed<T> readForAll(
      WorkspaceScope scope,
      List<AccessEntry> entries,
      String sql,
      RowMapper<T> mapper,
      Object... parameters) {
    throw new UnsupportedOperationException("figures are read from memory");
  }

  @Override
  public void complete(AuditHandle access, Outcome outcome, long count) {
    outcomes.add(outcome);
  }

  @Override
  public void complete(AuditHandle access, Outcome outcome, long count, AccessDetail detail) {
    outcomes.add(outcome);
  }

  void breakFor(Predicate<AccessEntry> entries) {
    broken = entries;
  }

  List<AccessAction> actions() {
    return lines.stream().map(Line::action).toList();
  }

  List<Line> lines() {
    return lines;
  }

  List<Outcome> outcomes() {
    return outcomes;
  }

  void clear() {
    lines.clear();
    outcomes.clear();
  }
}
