package surety.server.connect.engine;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import surety.sandbox.SandboxServer;
import surety.sandbox.Tokens;
import surety.sandbox.Vendor;
import surety.server.audit.AuditHandle;
import surety.server.audit.AuditHandles;
import surety.server.connect.Fetch;
import surety.server.connect.FetchRange;
import surety.server.connect.FetchReport;
import surety.server.connect.SourceReader;
import surety.server.connect.SourceRecord;
import surety.server.egress.EgressClient;
import surety.server.egress.EgressHosts;
import surety.server.egress.EgressLimits;
import surety.server.egress.EgressProfile;
import surety.server.egress.NameResolver;
import surety.server.egress.Origin;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScopes;

/// Reads a sandbox through the real engine and the real client.
final class Reading implements AutoCloseable {

  static final Connectors CONNECTORS = Connectors.bundled();
  private static final BudgetPlan UNLIMITED =
      new BudgetPlan(List.of(new BudgetPlan.Window(1_000_000, Duration.ofSeconds(1))), 8);

  final WorkspaceId workspace = new WorkspaceId(UUID.randomUUID());
  final UUID connection = UUID.randomUUID();
  final SourceReader reader;
  private final EgressClient client;

  Reading(Vendor vendor, URI base, String token, Duration longest, Optional<BudgetPlan> budget) {
    this(vendor, base, token, longest, budget, EgressLimits.DEFAULT);
  }

  Reading(
      Vendor vendor,
      URI base,
      String token,
      Duration longest,
      Optional<BudgetPlan> budget,
      EgressLimits limits) {
    EgressHosts hosts = new EgressHosts();
    hosts.list(Origin.of(base), "stand-in");
    client = new EgressClient(EgressProfile.SANDBOX, NameResolver.SYSTEM, limits, hosts);
    reader =
        new Sources(client, longest, budget)
            .open(workspace, connection, account(vendor, base), Map.of("token", token));
  }

  static Reading of(SandboxServer sandbox, Vendor vendor) {
    String token = vendor == Vendor.PRODUCTIVE ? Tokens.PRODUCTIVE_READ_ONLY : Tokens.HARVEST_FULL;
    return of(sandbox, vendor, token, Duration.ofSeconds(30));
  }

  static Reading of(SandboxServer sandbox, Vendor vendor, String token, Duration longest) {
    return new Reading(vendor, base(sandbox, vendor), token, longest, Optional.of(UNLIMITED));
  }

  static URI base(SandboxServer sandbox, Vendor vendor) {
    return vendor == Vendor.PRODUCTIVE ? sandbox.productiveBaseUrl() : sandbox.harvestBaseUrl();
  }

  static Sources.Account account(Vendor vendor, URI base) {
    return switch (vendor) {
      case PRODUCTIVE ->
          new Sources.Account(
              CONNECTORS.find("productive").orElseThrow(),
              base,
              Map.of("organization", Tokens.PRODUCTIVE_ORGANIZATION));
      case HARVEST ->
          new Sources.Account(
              CONNECTORS.find("harvest").orElseThrow(),
              base,
              Map.of("account", Tokens.HARVEST_ACCOUNT, "currency", "EUR"));
    };
  }

  AuditHandle audit(Fetch fetch, FetchRange range) {
    return AuditHandles.unrecorded(
        new WorkspaceScopes().ofSystemJob(workspace, Set.of()), fetch.access(connection, range));
  }

  FetchReport fetch(Fetch fetch, FetchRange range, Consumer<? super SourceRecord> into) {
    AuditHandle audit = audit(fetch, range);
    return switch (fetch) {
      case PROJECTS -> reader.fetchProjects(audit, range, into);
      case INVOICES -> reader.fetchInvoices(audit, range, into);
      case TIME_ENTRIES -> reader.fetchTimeEntries(audit, range, into);
      case PEOPLE -> reader.fetchPeople(audit, range, into);
      case DEALS -> reader.fetchDeals(audit, range, into);
      case BOOKINGS -> reader.fetchBookings(audit, range, into);
    };
  }

  List<SourceRecord> all(Fetch fetch, FetchRange range) {
    List<SourceRecord> records = new ArrayList<>();
    FetchReport report = fetch(fetch, range, records::add);
    if (!report.isComplete()) {
      throw new AssertionError("not complete: " + report);
    }
    return records;
  }

  @Override
  public void close() {
    client.close();
  }
}
