package surety.server.audit;

import java.util.List;
import org.springframework.jdbc.core.RowMapper;
import surety.server.workspace.WorkspaceScope;

/// Records accesses to a workspace's data.
///
/// Many callers share one write and one commit, so that recording costs little under load. Both
/// methods block; call them from a virtual thread.
public interface AccessLog {

  /// Records an access before it happens.
  ///
  /// @return the proof, once the entry is committed and flushed to disk
  /// @throws AuditUnavailable if it could not be; the access must then fail
  AuditHandle record(WorkspaceScope scope, AccessEntry entry);

  /// Records an access and reads what it is about, in one transaction that callers of the same
  /// moment share. For reads of a few rows by a key, where a trip of its own for the entry would
  /// cost more than the read.
  ///
  /// @param sql one SELECT with positional parameters; a constant, because it stays prepared
  /// @param mapper makes an object of a row; may run in another caller's thread
  /// @return the rows, once the entry is committed and flushed to disk
  /// @throws AuditUnavailable if the entry could not be written; nothing was read then
  /// @throws org.springframework.dao.DataAccessException if the database refuses the read; the
  ///     entry is recorded nevertheless
  default <T> List<T> read(
      WorkspaceScope scope,
      AccessEntry entry,
      String sql,
      RowMapper<T> mapper,
      Object... parameters) {
    return readForAll(scope, List.of(entry), sql, mapper, parameters).rows();
  }

  /// Accesses that were recorded, and what was read for all of them.
  ///
  /// @param accesses in the order of their entries
  record Accessed<T>(List<AuditHandle> accesses, List<T> rows) {}

  /// Records accesses of one principal, and reads once what all of them rest on; else as [#read].
  ///
  /// @param entries at least one
  <T> Accessed<T> readForAll(
      WorkspaceScope scope,
      List<AccessEntry> entries,
      String sql,
      RowMapper<T> mapper,
      Object... parameters);

  /// Records how an access ended, as an entry of its own that names the first one: entries never
  /// change.
  ///
  /// @param count how many records were read, 0 or more
  /// @throws AuditUnavailable if it could not be recorded; the first entry stands
  void complete(AuditHandle access, Outcome outcome, long count);

  /// Records how an access ended, with more to say about it.
  ///
  /// @throws AuditUnavailable if it could not be recorded; the first entry stands
  void complete(AuditHandle access, Outcome outcome, long count, AccessDetail detail);
}
