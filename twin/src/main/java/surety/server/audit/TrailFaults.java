package surety.server.audit;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.RowMapper;
import surety.server.platform.Ids;
import surety.server.workspace.WorkspaceScope;
import surety.twin.Fault;
import surety.twin.FaultSwitch;
import surety.twin.SqlFault;

/// A trail that shows too much, says too little, comes too late or goes too early.
@SqlFault(
    id = "trail-open-to-all",
    control = "trail-visibility",
    off = "CREATE POLICY everybody ON audit.access FOR SELECT TO surety_runtime USING (true)",
    on = "DROP POLICY everybody ON audit.access")
@SqlFault(
    id = "entries-of-forged-scopes",
    control = "entry-shape",
    function =
        "audit.append_access(text[], integer[], uuid[], text[], text[], date[], date[], uuid[],"
            + " bigint[], text[], uuid[], text[])",
    replace = "END) IS NOT TRUE THEN",
    by = "END) IS NOT TRUE AND false THEN")
@SqlFault(
    id = "trail-kept-a-month",
    control = "retention",
    function = "audit.drop_expired_days()",
    replace = "+ 1 + kept <= today",
    by = "+ 31 <= today")
@SqlFault(
    id = "trail-kept-for-ever",
    control = "retention",
    function = "audit.drop_expired_days()",
    replace = "EXECUTE format('DROP TABLE audit.%I', expired.child);",
    by = "NULL;")
@SqlFault(
    id = "retention-of-all-for-each",
    control = "retention",
    function = "audit.clear_expired_entries(integer)",
    replace = "coalesce(r.days, kept)",
    by = "kept")
@SqlFault(
    id = "shorter-retention-forgotten",
    control = "retention",
    function = "audit.clear_expired_entries(integer)",
    replace = "LIMIT $2",
    by = "LIMIT 0 * $2")
@SqlFault(
    id = "retention-of-any-length",
    control = "retention-choice",
    off = "ALTER TABLE audit.workspace_retention DROP CONSTRAINT workspace_retention_days_check",
    on =
        "ALTER TABLE audit.workspace_retention ADD CONSTRAINT workspace_retention_days_check"
            + " CHECK (days BETWEEN 90 AND 3650)")
@SqlFault(
    id = "retention-chosen-by-anybody",
    control = "retention-choice",
    function = "audit.keep_for(integer)",
    replace = "workspace.of_acting_owner()",
    by = "sec.workspace(0)")
@SqlFault(
    id = "entries-without-a-place",
    control = "trail-log",
    function = "audit.unsequenced(bigint, bigint, timestamp with time zone, integer)",
    replace = "a.xid < until",
    by = "a.xid < until AND a.action <> 'TRAIL_READ'")
@SqlFault(
    id = "log-can-be-rewritten",
    control = "trail-log",
    off = "GRANT UPDATE ON audit.run TO surety_runtime",
    on = "REVOKE UPDATE ON audit.run FROM surety_runtime")
final class TrailFaults {

  private static final Duration LATE = Duration.ofMillis(500);

  private TrailFaults() {}

  /// Goes on to the data without an entry.
  @Fault(
      id = "data-without-entry",
      control = "access-before-data",
      target = DurableAccessLog.class,
      method = "record")
  static AuditHandle withoutEntry(DurableAccessLog self, WorkspaceScope scope, AccessEntry entry) {
    return new AuditHandle(Ids.next(), scope, entry);
  }

  /// Goes on to the data and writes the entry afterwards.
  @Fault(
      id = "entry-after-data",
      control = "access-before-data",
      target = DurableAccessLog.class,
      method = "record")
  static AuditHandle afterwards(DurableAccessLog self, WorkspaceScope scope, AccessEntry entry) {
    Thread.ofVirtual()
        .start(
            () -> {
              java.util.concurrent.locks.LockSupport.parkNanos(LATE.toNanos());
              FaultSwitch.runOriginal(() -> self.record(scope, entry));
            });
    return new AuditHandle(Ids.next(), scope, entry);
  }

  /// Asks a model without an entry.
  @Fault(
      id = "model-call-without-entry",
      control = "model-trail",
      target = DurableAccessLog.class,
      method = "readForAll")
  static <T> AccessLog.Accessed<T> modelsUnseen(
      DurableAccessLog self,
      WorkspaceScope scope,
      List<AccessEntry> entries,
      String sql,
      RowMapper<T> mapper,
      Object... parameters) {
    List<AccessEntry> shown =
        entries.stream().filter(entry -> entry.action() != AccessAction.MODEL_CALL).toList();
    AccessLog.Accessed<T> read =
        FaultSwitch.callOriginal(() -> self.readForAll(scope, shown, sql, mapper, parameters));
    return new AccessLog.Accessed<>(
        entries.stream().map(entry -> withoutEntry(self, scope, entry)).toList(), read.rows());
  }

  /// Answers an agent without an entry.
  @Fault(
      id = "agent-call-without-entry",
      control = "agent-door",
      target = DurableAccessLog.class,
      method = "record")
  static AuditHandle agentsUnseen(DurableAccessLog self, WorkspaceScope scope, AccessEntry entry) {
    return entry.action() == AccessAction.AGENT_CALL
        ? withoutEntry(self, scope, entry)
        : FaultSwitch.callOriginal(() -> self.record(scope, entry));
  }

  /// Shows every capacity, whichever was asked for.
  @Fault(
      id = "capacity-filter-ignored",
      control = "trail-filter",
      target = TrailRows.class,
      method = "filtered")
  static String unfiltered(TrailRows<?> rows, TrailFilter filter) {
    return rows.sql();
  }

  /// Shows days before the first that was asked for.
  @Fault(
      id = "day-filter-ignored",
      control = "trail-filter",
      target = TrailFilter.class,
      method = "begin")
  static OffsetDateTime fromEver(TrailFilter self) {
    return OffsetDateTime.MIN;
  }

  /// Shows days after the last that was asked for.
  @Fault(
      id = "day-filter-ignored",
      control = "trail-filter",
      target = TrailFilter.class,
      method = "end")
  static OffsetDateTime forEver(TrailFilter self) {
    return OffsetDateTime.MAX;
  }
}
