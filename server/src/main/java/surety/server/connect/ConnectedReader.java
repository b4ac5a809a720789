package surety.server.connect;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import surety.envelope.SecretBytes;
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
  private final Grants grants;

  ConnectedReader(
      WorkspaceScope scope,
      Connection connection,
      Sources.Account account,
      Sources sources,
      CredentialVault vault,
      ConnectionHealth health,
      Grants grants) {
    this.scope = scope;
    this.connection = connection;
    this.account = account;
    this.sources = sources;
    this.vault = vault;
    this.health = health;
    this.grants = grants;
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
      return switch (grants.fresh(scope.workspace(), connection, account.connector())) {
        case Grants.Standing.Stale(var reason, var about) ->
            FetchReport.failed(fetch, reason, about);
        case Grants.Standing.Fresh(long generation) -> {
          FetchReport report = opened(work);
          yield isRefused(report) && generation > 0 ? again(report, generation, work) : report;
        }
      };
    } catch (CredentialUnavailable e) {
      return FetchReport.failed(
          fetch, FetchReport.Reason.CREDENTIAL_UNAVAILABLE, e.reason().name());
    }
  }

  // The vendor may end an access token before its time. Nothing was delivered yet.
  private static boolean isRefused(FetchReport report) {
    return report.state() == FetchReport.State.FAILED
        && report.records() == 0
        && report.notes().stream()
            .anyMatch(note -> note.reason() == FetchReport.Reason.CREDENTIALS_REFUSED);
  }

  private FetchReport again(
      FetchReport refused, long generation, Function<SourceReader, FetchReport> work) {
    var standing =
        grants.afterRefusal(scope.workspace(), connection, account.connector(), generation);
    return standing instanceof Grants.Standing.Fresh ? opened(work) : refused;
  }

  private FetchReport opened(Function<SourceReader, FetchReport> work) {
    return vault.use(
        scope,
        connection.credential(),
        CredentialPurpose.FETCH,
        Places.host(account.base()),
        secret ->
            secret.expose(packed -> Secrets.unpacked(packed, fields -> work.apply(open(fields)))));
  }

  private SourceReader open(Map<String, SecretBytes> fields) {
    return sources.open(scope.workspace(), connection.id(), account, fields);
  }
}
