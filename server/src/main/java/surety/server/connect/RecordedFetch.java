package surety.server.connect;

import java.util.function.Consumer;
import surety.server.audit.AccessLog;
import surety.server.audit.AuditHandle;
import surety.server.audit.Outcome;
import surety.server.workspace.WorkspaceScope;

/// One fetch with its two access entries: one before it is made, one that tells how it ended.
///
/// @param log where they are recorded
/// @param scope in which the source was opened
public record RecordedFetch(AccessLog log, WorkspaceScope scope) {

  /// Reads records of a kind, each given to `into`; a kind that the source does not offer is not
  /// asked for.
  ///
  /// @throws surety.server.audit.AuditUnavailable if an entry could not be recorded
  public FetchReport read(
      ConnectedSource source, Fetch fetch, FetchRange range, Consumer<? super SourceRecord> into) {
    if (!source.reader().capabilities().offers(fetch)) {
      return FetchReport.unsupported(fetch);
    }
    AuditHandle access = log.record(scope, fetch.access(source.connection(), range));
    FetchReport report = ask(source.reader(), fetch, access, range, into);
    log.complete(access, outcome(report), report.records());
    return report;
  }

  private static FetchReport ask(
      SourceReader reader,
      Fetch fetch,
      AuditHandle access,
      FetchRange range,
      Consumer<? super SourceRecord> into) {
    return switch (fetch) {
      case PEOPLE -> reader.fetchPeople(access, range, into);
      case PROJECTS -> reader.fetchProjects(access, range, into);
      case TIME_ENTRIES -> reader.fetchTimeEntries(access, range, into);
      case INVOICES -> reader.fetchInvoices(access, range, into);
      case DEALS -> reader.fetchDeals(access, range, into);
      case BOOKINGS -> reader.fetchBookings(access, range, into);
    };
  }

  private static Outcome outcome(FetchReport report) {
    return switch (report.state()) {
      case COMPLETE -> Outcome.COMPLETED;
      case PARTIAL -> Outcome.PARTIAL;
      case FAILED, UNSUPPORTED -> Outcome.FAILED;
    };
  }
}
