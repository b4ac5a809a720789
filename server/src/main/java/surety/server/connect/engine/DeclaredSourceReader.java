package surety.server.connect.engine;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import surety.server.audit.AccessEntry;
import surety.server.audit.AuditHandle;
import surety.server.connect.Capabilities;
import surety.server.connect.Fetch;
import surety.server.connect.FetchRange;
import surety.server.connect.FetchReport;
import surety.server.connect.SourceReader;
import surety.server.connect.SourceRecord;
import surety.server.egress.ReadHttp;
import surety.server.workspace.WorkspaceId;

/// Reads a source as its connector file says.
final class DeclaredSourceReader implements SourceReader {

  private final ConnectorPlan connector;
  private final ReadHttp http;
  private final Budget budget;
  private final Session session;

  /// Whose source it is, and how long a fetch may take.
  ///
  /// @param settings the connection's form fields that are no secrets
  record Session(
      WorkspaceId workspace, UUID connection, Map<String, String> settings, Duration longest) {

    Session {
      settings = Map.copyOf(settings);
    }
  }

  DeclaredSourceReader(ConnectorPlan connector, ReadHttp http, Budget budget, Session session) {
    this.connector = connector;
    this.http = http;
    this.budget = budget;
    this.session = session;
  }

  @Override
  public Capabilities capabilities() {
    return connector.capabilities();
  }

  @Override
  public FetchReport fetchProjects(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.Project> into) {
    return fetch(Fetch.PROJECTS, audit, range, into);
  }

  @Override
  public FetchReport fetchInvoices(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.Invoice> into) {
    return fetch(Fetch.INVOICES, audit, range, into);
  }

  @Override
  public FetchReport fetchTimeEntries(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.TimeEntry> into) {
    return fetch(Fetch.TIME_ENTRIES, audit, range, into);
  }

  @Override
  public FetchReport fetchPeople(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.Person> into) {
    return fetch(Fetch.PEOPLE, audit, range, into);
  }

  @Override
  public FetchReport fetchDeals(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.Deal> into) {
    return fetch(Fetch.DEALS, audit, range, into);
  }

  @Override
  public FetchReport fetchBookings(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.Booking> into) {
    return fetch(Fetch.BOOKINGS, audit, range, into);
  }

  private <T extends SourceRecord> FetchReport fetch(
      Fetch fetch, AuditHandle audit, FetchRange range, Consumer<? super T> into) {
    checkRecorded(fetch, audit);
    return switch (connector.fetch(fetch)) {
      case FetchPlan.Unsupported _ -> FetchReport.unsupported(fetch);
      case FetchPlan.Offered plan -> run(fetch, plan, range, into);
    };
  }

  private void checkRecorded(Fetch fetch, AuditHandle audit) {
    AccessEntry entry = audit.entry();
    if (!audit.workspace().equals(session.workspace())
        || !session.connection().equals(entry.connectionId())
        || !entry.data().kind().equals(fetch.kind())) {
      throw new IllegalArgumentException("the access that was recorded is not this one");
    }
  }

  private <T extends SourceRecord> FetchReport run(
      Fetch fetch, FetchPlan.Offered plan, FetchRange range, Consumer<? super T> into) {
    Ledger<T> ledger = new Ledger<>(into, plan.parts().getFirst().map().tally());
    Courier courier =
        new Courier(
            http,
            budget,
            connector.patience(),
            Pace.SYSTEM,
            System.nanoTime() + session.longest().toNanos());
    return new FetchRun<>(fetch, plan, range, ledger, courier, budget, session.settings()).run();
  }
}
