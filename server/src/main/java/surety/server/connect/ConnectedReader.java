package surety.server.connect;

import java.util.function.Consumer;
import java.util.function.Function;
import surety.server.audit.AuditHandle;
import surety.server.connect.engine.Sources;
import surety.server.vault.CredentialPurpose;
import surety.server.vault.CredentialUnavailable;
import surety.server.vault.CredentialVault;
import surety.server.workspace.WorkspaceScope;

/// Reads a connection, with the credential opened for the length of one fetch.
final class ConnectedReader implements SourceReader {

  private final WorkspaceScope scope;
  private final Connection connection;
  private final Sources.Account account;
  private final Sources sources;
  private final CredentialVault vault;
  private final ConnectionHealth health;

  ConnectedReader(
      WorkspaceScope scope,
      Connection connection,
      Sources.Account account,
      Sources sources,
      CredentialVault vault,
      ConnectionHealth health) {
    this.scope = scope;
    this.connection = connection;
    this.account = account;
    this.sources = sources;
    this.vault = vault;
    this.health = health;
  }

  @Override
  public Capabilities capabilities() {
    return account.connector().capabilities();
  }

  @Override
  public FetchReport fetchProjects(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.Project> into) {
    return fetch(Fetch.PROJECTS, reader -> reader.fetchProjects(audit, range, into));
  }

  @Override
  public FetchReport fetchInvoices(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.Invoice> into) {
    return fetch(Fetch.INVOICES, reader -> reader.fetchInvoices(audit, range, into));
  }

  @Override
  public FetchReport fetchTimeEntries(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.TimeEntry> into) {
    return fetch(Fetch.TIME_ENTRIES, reader -> reader.fetchTimeEntries(audit, range, into));
  }

  @Override
  public FetchReport fetchPeople(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.Person> into) {
    return fetch(Fetch.PEOPLE, reader -> reader.fetchPeople(audit, range, into));
  }

  @Override
  public FetchReport fetchDeals(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.Deal> into) {
    return fetch(Fetch.DEALS, reader -> reader.fetchDeals(audit, range, into));
  }

  @Override
  public FetchReport fetchBookings(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.Booking> into) {
    return fetch(Fetch.BOOKINGS, reader -> reader.fetchBookings(audit, range, into));
  }

  private FetchReport fetch(Fetch fetch, Function<SourceReader, FetchReport> work) {
    FetchReport report =
        capabilities().offers(fetch) ? read(fetch, work) : FetchReport.unsupported(fetch);
    health.note(scope.workspace(), connection.id(), report);
    return report;
  }

  private FetchReport read(Fetch fetch, Function<SourceReader, FetchReport> work) {
    try {
      return vault.use(
          scope,
          connection.credential(),
          CredentialPurpose.FETCH,
          Places.host(account.base()),
          secret ->
              secret.expose(
                  packed ->
                      work.apply(
                          sources.open(
                              scope.workspace(),
                              connection.id(),
                              account,
                              Secrets.unpacked(packed)))));
    } catch (CredentialUnavailable e) {
      return FetchReport.failed(
          fetch, FetchReport.Reason.CREDENTIAL_UNAVAILABLE, e.reason().name());
    }
  }
}
