package surety.server.connect;

import java.util.function.Consumer;
import surety.server.audit.AuditHandle;

/// Reads one connected source. These six fetches and the question what they can do are all there
/// is: nothing here can change a record at the source.
///
/// Each fetch delivers records to a consumer while they arrive, in no particular order, each record
/// once, and never by two threads at the same time. Records are not kept. A fetch blocks until it
/// has ended; fetches of one reader may run side by side and share the vendor's rate limit.
///
/// Each fetch needs the proof that exactly this access was recorded: a handle for
/// `Fetch.X.access(connection, range)` of the same workspace. With a handle for another connection,
/// workspace or kind it ends with an `IllegalArgumentException`.
///
/// Whatever goes wrong at the source is in the report, not an exception. What the consumer throws
/// ends the fetch and reaches the caller.
public interface SourceReader {

  /// What the source can be asked for.
  Capabilities capabilities();

  /// Reads projects.
  FetchReport fetchProjects(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.Project> into);

  /// Reads invoices and credit notes.
  FetchReport fetchInvoices(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.Invoice> into);

  /// Reads time entries. Timers that still run are left out.
  FetchReport fetchTimeEntries(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.TimeEntry> into);

  /// Reads people.
  FetchReport fetchPeople(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.Person> into);

  /// Reads deals, without those that are sold and became work.
  FetchReport fetchDeals(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.Deal> into);

  /// Reads bookings.
  FetchReport fetchBookings(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.Booking> into);
}
