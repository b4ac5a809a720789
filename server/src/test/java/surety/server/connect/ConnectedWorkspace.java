package surety.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;
import surety.sandbox.Tokens;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;
import surety.server.identity.TestServer;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// One server for the tests about connections, with a new workspace for each of them.
abstract class ConnectedWorkspace {

  static final SandboxServer SANDBOX = sandbox();
  static final TestServer SERVER =
      TestServer.startWith(
          Map.of(
              "surety.sandbox.url",
              "http://127.0.0.1:" + SANDBOX.port(),
              "surety.oauth.xero.id",
              Tokens.APP_ID,
              "surety.oauth.xero.secret",
              Tokens.APP_SECRET,
              "surety.oauth.quickbooks.id",
              Tokens.APP_ID,
              "surety.oauth.quickbooks.secret",
              Tokens.APP_SECRET,
              "surety.oauth.salesforce.id",
              Tokens.APP_ID,
              "surety.oauth.salesforce.secret",
              Tokens.APP_SECRET));

  final String unique = UUID.randomUUID().toString().substring(0, 8);
  TestBrowser owner = SERVER.browser();
  String base = "";

  private static SandboxServer sandbox() {
    try {
      return SandboxServer.start(SandboxOptions.of(LocalDate.of(2026, 6, 30)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void createWorkspace() {
    SERVER.forgetLimits();
    SANDBOX.clearFaults();
    owner = SERVER.signedIn("owner-" + unique + "@example.com");
    base = owner.post("/workspaces", "name", "Firm " + unique, "currency", "EUR").location();
  }

  Answer connect(String token) {
    owner.get(base + "/connections/new?connector=productive");
    return owner.post(
        base + "/connections",
        "connector",
        "productive",
        "label",
        "Our Productive",
        "organization",
        Tokens.PRODUCTIVE_ORGANIZATION,
        "access",
        "read_only",
        "token",
        token);
  }

  String connected() {
    Answer answer = connect(Tokens.PRODUCTIVE_READ_ONLY);
    assertThat(answer.status()).as(answer.body()).isEqualTo(302);
    return answer.location().replaceAll("\\?.*", "");
  }

  UUID workspace() {
    return UUID.fromString(base.substring("/w/".length()));
  }

  /// Of the server itself, for whoever may see figures and connections.
  WorkspaceScope scope() {
    return new WorkspaceScopes()
        .ofSystemJob(
            new WorkspaceId(workspace()),
            Set.of(Permission.DASHBOARD_VIEW, Permission.CONNECTIONS_VIEW));
  }

  long rows(String table) {
    return SERVER
        .superuser()
        .sql("SELECT count(*) FROM " + table + " WHERE workspace_id = ?")
        .param(workspace())
        .query(Long.class)
        .single();
  }
}
