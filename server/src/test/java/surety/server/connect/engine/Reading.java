package surety.server.connect.engine;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import surety.envelope.SecretBytes;
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
            .open(workspace, connection, account(vendor, base), sealed(secrets(vendor, token)));
  }

  private static Map<String, SecretBytes> sealed(Map<String, String> secrets) {
    Map<String, SecretBytes> bytes = new HashMap<>();
    secrets.forEach((name, text) -> bytes.put(name, SecretBytes.ofText(text)));
    return bytes;
  }

  static Reading of(SandboxServer sandbox, Vendor vendor) {
    return of(sandbox, vendor, token(vendor), Duration.ofSeconds(120));
  }

  static Reading of(SandboxServer sandbox, Vendor vendor, String token, Duration longest) {
    return new Reading(vendor, base(sandbox, vendor), token, longest, Optional.of(UNLIMITED));
  }

  static URI base(SandboxServer sandbox, Vendor vendor) {
    return sandbox.baseUrl(vendor);
  }

  static String token(Vendor vendor) {
    return switch (vendor) {
      case PRODUCTIVE -> Tokens.PRODUCTIVE_READ_ONLY;
      case HARVEST -> Tokens.HARVEST_FULL;
      case FLOAT -> Tokens.FLOAT;
      case PIPEDRIVE -> Tokens.PIPEDRIVE;
      case HUBSPOT -> Tokens.HUBSPOT_READ_ONLY;
      case CONNECTWISE -> Tokens.CONNECTWISE_PRIVATE;
      case AUTOTASK -> Tokens.AUTOTASK_SECRET;
      case QUICKBOOKS -> Tokens.QUICKBOOKS;
      case XERO -> Tokens.XERO;
      case ACCELO -> Tokens.ACCELO;
      case KANTATA -> Tokens.KANTATA;
      case RESOURCEGURU -> Tokens.RESOURCEGURU;
      case SALESFORCE -> Tokens.SALESFORCE;
      case SCORO -> Tokens.SCORO;
    };
  }

  private static Map<String, String> secrets(Vendor vendor, String token) {
    return switch (vendor) {
      case CONNECTWISE ->
          Map.of(
              "client_id",
              Tokens.CONNECTWISE_CLIENT,
              "public_key",
              Tokens.CONNECTWISE_PUBLIC,
              "private_key",
              token);
      case AUTOTASK -> Map.of("code", Tokens.AUTOTASK_CODE, "secret", token);
      case PRODUCTIVE, HARVEST, FLOAT, PIPEDRIVE, HUBSPOT -> Map.of("token", token);
      case SCORO -> Map.of("key", token);
      case QUICKBOOKS, XERO, ACCELO, KANTATA, RESOURCEGURU, SALESFORCE ->
          Map.of(OAuthPlan.ACCESS_TOKEN, token);
    };
  }

  static Sources.Account account(Vendor vendor, URI base) {
    return new Sources.Account(connector(vendor), base, settings(vendor));
  }

  static ConnectorPlan connector(Vendor vendor) {
    return CONNECTORS.find(vendor.name().toLowerCase(Locale.ROOT)).orElseThrow();
  }

  private static Map<String, String> settings(Vendor vendor) {
    return switch (vendor) {
      case PRODUCTIVE -> Map.of("organization", Tokens.PRODUCTIVE_ORGANIZATION);
      case HARVEST -> Map.of("account", Tokens.HARVEST_ACCOUNT, "currency", "EUR");
      case FLOAT -> Map.of("team", "marlinoak", "currency", "EUR");
      case PIPEDRIVE -> Map.of("company", "marlinoak");
      case HUBSPOT -> Map.of("hub", "7040", "currency", "EUR");
      case CONNECTWISE ->
          Map.of("region", "eu", "company", Tokens.CONNECTWISE_COMPANY, "currency", "EUR");
      case QUICKBOOKS -> Map.of("realm", Tokens.QUICKBOOKS_REALM, "currency", "EUR");
      case ACCELO -> Map.of("deployment", "marlinoak", "currency", "EUR");
      case KANTATA -> Map.of("firm", "Marlin & Oak", "currency", "EUR");
      case RESOURCEGURU -> Map.of("subdomain", Tokens.RESOURCEGURU_ACCOUNT);
      case SCORO -> Map.of("site", "marlinoak", "account", Tokens.SCORO_ACCOUNT, "currency", "EUR");
      case SALESFORCE ->
          Map.of("domain", Tokens.SALESFORCE_DOMAIN, "currency", "EUR", "currencies", "several");
      case XERO -> Map.of("organisation", Tokens.XERO_ORGANISATION, "tenant", Tokens.XERO_TENANT);
      case AUTOTASK -> Map.of("zone", "5", "user", Tokens.AUTOTASK_USER, "currency", "EUR");
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
