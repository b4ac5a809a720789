package surety.server.audit;

import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import surety.server.audit.AccessRows.Row;
import surety.server.platform.Batcher;
import surety.server.platform.Batcher.Overloaded;
import surety.server.platform.Ids;
import surety.server.workspace.WorkspaceScope;

/// Writes entries to the database in batches, and answers each caller after the commit.
@Component
class DurableAccessLog implements AccessLog {

  // More than the server has requests at work; a longer queue would only wait longer.
  private static final int QUEUED = 8192;
  private static final int BATCH_SIZE = 512;
  // While one batch waits for the disk, the next one fills: fewer and larger commits.
  private static final int IN_FLIGHT = 1;

  private final AccessRows rows;
  private final Batcher<Row, Optional<DataAccessException>> batcher;

  DurableAccessLog(AccessRows rows) {
    this.rows = rows;
    this.batcher = new Batcher<>(IN_FLIGHT, BATCH_SIZE, QUEUED, this::write);
  }

  @Override
  public AuditHandle record(WorkspaceScope scope, AccessEntry entry) {
    Row row = new Row(Ids.next(), scope, entry, null);
    append(row);
    return new AuditHandle(row.id(), scope, entry);
  }

  @Override
  public <T> Accessed<T> readForAll(
      WorkspaceScope scope,
      List<AccessEntry> entries,
      String sql,
      RowMapper<T> mapper,
      Object... parameters) {
    List<Row> written =
        entries.stream().map(entry -> new Row(Ids.next(), scope, entry, null)).toList();
    try {
      List<T> read = rows.appendAndRead(scope, written, sql, mapper, parameters);
      return new Accessed<>(
          written.stream().map(row -> new AuditHandle(row.id(), scope, row.entry())).toList(),
          read);
    } catch (Overloaded e) {
      throw new AuditUnavailable(e);
    } catch (DataAccessException e) {
      // The entries went with the read. Written by themselves they tell of the attempt; where one
      // cannot be written, that is the failure.
      written.forEach(this::append);
      throw e;
    }
  }

  @Override
  public void complete(AuditHandle access, Outcome outcome, long count) {
    AccessEntry ended = access.entry().ended(outcome, count);
    append(new Row(Ids.next(), access.scope(), ended, access.entryId()));
  }

  @Override
  public void complete(AuditHandle access, Outcome outcome, long count, AccessDetail detail) {
    AccessEntry ended = access.entry().ended(outcome, count).with(detail);
    append(new Row(Ids.next(), access.scope(), ended, access.entryId()));
  }

  private void append(Row row) {
    try {
      batcher.call(row).ifPresent(DurableAccessLog::fail);
    } catch (Overloaded e) {
      throw new AuditUnavailable(e);
    }
  }

  private static void fail(DataAccessException cause) {
    throw new AuditUnavailable(cause);
  }

  /// The failure of each row; empty for a row that is durable.
  private List<Optional<DataAccessException>> write(List<Row> batch) {
    try {
      rows.append(batch);
      return batch.stream().map(_ -> Optional.<DataAccessException>empty()).toList();
    } catch (DataAccessException e) {
      // One row that the database refuses, say of a workspace that was just deleted, must not fail
      // the others.
      if (batch.size() > 1 && refused(e)) {
        return batch.stream().map(row -> write(List.of(row)).getFirst()).toList();
      }
      return batch.stream().map(_ -> Optional.of(e)).toList();
    }
  }

  // Whether the database answered that it does not take the rows, and did not just fail to answer.
  private static boolean refused(DataAccessException e) {
    return e instanceof NonTransientDataAccessException
        && !(e instanceof NonTransientDataAccessResourceException);
  }
}
