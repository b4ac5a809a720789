package surety.server.insight;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import surety.sandbox.Firm;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;
import surety.sandbox.Tokens;
import surety.sandbox.Vendor;
import surety.server.audit.AccessAction;
import surety.server.audit.DataScope;
import surety.server.connect.Consent;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;
import surety.server.identity.TestServer;
import surety.server.insight.figures.Aggregates;
import surety.server.operations.Midnight;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// The made-up firm behind its vendor's wire format, connected to a running server as a member
/// would connect it.
public final class ConnectedFirm implements AutoCloseable {

  private final Firm firm;
  private final SandboxServer sandbox;
  private final TestServer server;

  private ConnectedFirm(Firm firm, SandboxServer sandbox, TestServer server) {
    this.firm = firm;
    this.sandbox = sandbox;
    this.server = server;
  }

  /// Starts the stand-in and the server.
  public static ConnectedFirm start(long seed) throws IOException {
    Midnight.keepClear(Duration.ofMinutes(2)); // the server's day must be the firm's
    Firm firm = Firm.generate(seed, LocalDate.now(Clock.systemUTC()));
    SandboxServer sandbox = SandboxServer.start(SandboxOptions.of(firm));
    TestServer server =
        TestServer.startWith(
            Map.of(
                "surety.sandbox.url",
                "http://127.0.0.1:" + sandbox.port(),
                "surety.oauth.xero.id",
                Tokens.APP_ID,
                "surety.oauth.xero.secret",
                Tokens.APP_SECRET));
    return new ConnectedFirm(firm, sandbox, server);
  }

  /// The truth as far as a vendor can tell it.
  public Firm seenBy(Vendor vendor) {
    return firm.seenBy(vendor);
  }

  /// A workspace that reads the firm from its vendors, and what it shows.
  public Shown shown(Vendor... vendors) {
    TestBrowser owner = server.signedIn(UUID.randomUUID() + "@example.com");
    String base = owner.post("/workspaces", "name", "Firm", "currency", "EUR").location();
    for (Vendor vendor : vendors) {
      connect(owner, base, vendor);
    }
    must(302, owner.post(base + "/exchange-rates", "lines", rates()));
    WorkspaceId workspace = new WorkspaceId(UUID.fromString(base.substring("/w/".length())));
    WorkspaceScope scope =
        server
            .bean(WorkspaceScopes.class)
            .ofSystemJob(
                workspace,
                Set.of(
                    Permission.DASHBOARD_VIEW, Permission.COSTS_VIEW, Permission.CONNECTIONS_VIEW));
    Look look =
        server
            .bean(Figures.class)
            .look(
                scope, AccessAction.CACHE_READ, DataScope.all("dashboard"), Duration.ofMinutes(2));
    if (!(look instanceof Look.Ready ready) || !ready.held().complete()) {
      throw new AssertionError("not all of the firm could be read: " + look);
    }
    return new Shown(ready.figures(), owner.get(base + "/dashboard").body());
  }

  /// What a workspace shows.
  ///
  /// @param page its dashboard
  public record Shown(Aggregates figures, String page) {}

  private static void connect(TestBrowser owner, String base, Vendor vendor) {
    String connector = vendor.name().toLowerCase(Locale.ROOT);
    owner.get(base + "/connections/new?connector=" + connector);
    List<String> form =
        new ArrayList<>(
            List.of("connector", connector, "label", "Our " + connector, "access", "read_only"));
    form.addAll(
        switch (vendor) {
          case PRODUCTIVE ->
              List.of(
                  "organization",
                  Tokens.PRODUCTIVE_ORGANIZATION,
                  "token",
                  Tokens.PRODUCTIVE_READ_ONLY);
          case HARVEST ->
              List.of(
                  "account",
                  Tokens.HARVEST_ACCOUNT,
                  "currency",
                  "EUR",
                  "token",
                  Tokens.HARVEST_FULL);
          case PIPEDRIVE -> List.of("company", "marlinoak", "token", Tokens.PIPEDRIVE);
          case XERO -> List.of("organisation", Tokens.XERO_ORGANISATION);
          default -> throw new IllegalArgumentException(connector);
        });
    String[] fields = form.toArray(String[]::new);
    must(
        302,
        vendor == Vendor.XERO
            ? Consent.given(owner, base, fields)
            : owner.post(base + "/connections", fields));
  }

  private String rates() {
    StringBuilder lines = new StringBuilder();
    firm.exchangeRates()
        .forEach(
            (code, rate) -> {
              for (int month = 0; month < 38 && !code.equals("EUR"); month++) {
                LocalDate day = firm.today().withDayOfMonth(1).minusMonths(month);
                lines.append(code + " " + day + " " + rate.toPlainString() + "\n");
              }
            });
    return lines.toString();
  }

  private static void must(int status, Answer answer) {
    if (answer.status() != status) {
      throw new AssertionError(answer.status() + " (expected: " + status + ") " + answer.body());
    }
  }

  @Override
  public void close() {
    server.stop();
    sandbox.close();
  }
}
