package surety.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import surety.sandbox.Fault;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;
import surety.sandbox.Tokens;
import surety.server.audit.AccessLog;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;
import surety.server.identity.TestServer;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConnectionPagesTest {

  private static SandboxServer sandbox;
  private static TestServer server;

  private final String unique = UUID.randomUUID().toString().substring(0, 8);
  private TestBrowser owner;
  private String base = "";

  @BeforeAll
  static void start() throws IOException {
    sandbox = SandboxServer.start(SandboxOptions.of(LocalDate.of(2026, 6, 30)));
    server =
        TestServer.startWith(Map.of("surety.sandbox.url", "http://127.0.0.1:" + sandbox.port()));
  }

  @AfterAll
  static void stop() {
    server.stop();
    sandbox.close();
  }

  @BeforeEach
  void createWorkspace() {
    server.forgetLimits();
    sandbox.clearFaults();
    owner = server.signedIn("owner-" + unique + "@example.com");
    base = owner.post("/workspaces", "name", "Firm " + unique, "currency", "EUR").location();
  }

  private Answer connect(String token) {
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

  private String connected() {
    Answer answer = connect(Tokens.PRODUCTIVE_READ_ONLY);
    assertThat(answer.status()).as(answer.body()).isEqualTo(302);
    return answer.location().replaceAll("\\?.*", "");
  }

  private UUID workspace() {
    return UUID.fromString(base.substring("/w/".length()));
  }

  private long rows(String table) {
    return server
        .superuser()
        .sql("SELECT count(*) FROM " + table + " WHERE workspace_id = ?")
        .param(workspace())
        .query(Long.class)
        .single();
  }

  @Test
  void an_empty_workspace_says_what_to_do_first() {
    assertThat(owner.get(base + "/connections").body())
        .contains("Nothing is connected yet", base + "/connections/new");
    assertThat(owner.get(base + "/connections/new").body())
        .contains("Productive.io", "vendor scope", "Harvest", "our filter");
  }

  @Test
  void a_connected_system_is_listed_with_its_state_and_who_keeps_it_to_reads() {
    String page = connected();

    assertThat(owner.get(base + "/connections").body())
        .contains("Our Productive", "Ready", "vendor scope");
    assertThat(owner.get(page).body())
        .contains("Projects", "Invoices", "Time entries", "People", "Deals", "Bookings")
        .contains("Readable", "127.0.0.1:" + sandbox.port());
  }

  @Test
  void a_test_before_saving_shows_each_fetch_and_stores_nothing() {
    owner.get(base + "/connections/new?connector=harvest");
    Answer answer =
        owner.post(
            base + "/connections/test",
            "connector",
            "harvest",
            "account",
            Tokens.HARVEST_ACCOUNT,
            "currency",
            "EUR",
            "token",
            Tokens.HARVEST_RESTRICTED);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .contains("What could be read", "Not permitted", "Not offered")
        .doesNotContain(Tokens.HARVEST_RESTRICTED);
    assertThat(rows("connect.connection")).isZero();
    assertThat(rows("vault.credential")).isZero();
  }

  @Test
  void only_a_token_that_is_declared_read_only_counts_as_kept_to_reads_by_the_vendor() {
    owner.get(base + "/connections/new?connector=productive");
    Answer answer =
        owner.post(
            base + "/connections",
            "connector",
            "productive",
            "organization",
            Tokens.PRODUCTIVE_ORGANIZATION,
            "token",
            Tokens.PRODUCTIVE_FULL);
    String page = answer.location().replaceAll("\\?.*", "");
    assertThat(owner.get(base + "/connections").body())
        .contains("our filter")
        .doesNotContain("vendor scope");

    owner.get(page);
    owner.post(page + "/rotate", "token", Tokens.PRODUCTIVE_READ_ONLY, "access", "read_only");
    assertThat(owner.get(base + "/connections").body()).contains("vendor scope");
  }

  @Test
  void a_test_with_htmx_answers_with_the_result_alone() {
    owner.get(base + "/connections/new?connector=productive");
    Answer answer =
        owner.postPart(
            base + "/connections/test",
            "connector",
            "productive",
            "organization",
            Tokens.PRODUCTIVE_ORGANIZATION,
            "token",
            Tokens.PRODUCTIVE_RESTRICTED);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("<div id=\"tested\"")
        .contains("Readable in part", "Without: salaries", "40")
        .doesNotContain("<form", "<html", Tokens.PRODUCTIVE_RESTRICTED);
  }

  @Test
  void each_test_is_in_the_audit_trail_before_it_begins() {
    connected();
    assertThat(
            server
                .superuser()
                .sql(
                    """
                    SELECT count(*) FROM audit.access
                     WHERE workspace_id = ? AND action = 'CONNECTION_TEST' AND outcome = 'BEGUN'
                    """)
                .param(workspace())
                .query(Long.class)
                .single())
        .isOne();
  }

  @Test
  void the_stored_credential_is_nowhere_in_clear() {
    connected();
    String rows =
        server
            .superuser()
            .sql(
                """
                SELECT string_agg(t::text, ' ') FROM (
                    SELECT c::text AS t FROM vault.credential c
                    UNION ALL SELECT encode(sealed, 'escape') FROM vault.credential
                    UNION ALL SELECT c::text FROM connect.connection c
                    UNION ALL SELECT c::text FROM audit.change c) all_rows
                """)
            .query(String.class)
            .single();
    assertThat(rows).contains("Our Productive").doesNotContain(Tokens.PRODUCTIVE_READ_ONLY);
  }

  @Test
  void a_refused_credential_is_not_stored_and_not_sent_back() {
    Answer answer = connect("no-such-token-12345");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body())
        .contains("refused the credentials", "Nothing was saved", Tokens.PRODUCTIVE_ORGANIZATION)
        .doesNotContain("no-such-token-12345");
    assertThat(rows("vault.credential")).isZero();
  }

  @Test
  void a_field_that_cannot_be_right_is_named_and_nothing_is_sent() {
    sandbox.clearRequests();
    owner.get(base + "/connections/new?connector=productive");
    Answer answer =
        owner.post(
            base + "/connections",
            "connector",
            "productive",
            "organization",
            "<b>x</b>",
            "token",
            "bad token\r\nX-Evil: 1");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("does not look right").doesNotContain("X-Evil", "<b>x</b>");
    assertThat(sandbox.requests()).isEmpty();
  }

  @Test
  void an_account_is_connected_once() {
    connected();
    Answer again = connect(Tokens.PRODUCTIVE_READ_ONLY);
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.body()).contains("connected already");
    assertThat(rows("connect.connection")).isOne();
  }

  @Test
  void a_disconnected_system_leaves_no_credential_behind() {
    String page = connected();
    assertThat(rows("vault.credential")).isOne();

    owner.get(page);
    assertThat(owner.post(page + "/remove").location())
        .isEqualTo(base + "/connections?done=removed");
    assertThat(rows("connect.connection")).isZero();
    assertThat(rows("vault.credential")).isZero();
    assertThat(owner.get(page).status()).isEqualTo(404);
  }

  @Test
  void a_rotation_tries_the_new_credential_first() {
    String page = connected();
    owner.get(page);
    Answer refused = owner.post(page + "/rotate", "token", "no-such-token-12345");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("Nothing was changed").doesNotContain("no-such-token");

    assertThat(owner.post(page + "/rotate", "token", Tokens.PRODUCTIVE_FULL).status())
        .isEqualTo(302);
    assertThat(owner.get(page).body()).doesNotContain("Never");
  }

  @Test
  void a_test_of_a_connection_notes_what_went_wrong() {
    String page = connected();
    sandbox.inject(Fault.status(403).always());
    owner.get(page);
    assertThat(owner.post(page + "/test").status()).isEqualTo(302);
    assertThat(owner.get(page).body()).contains("Failing", "Not permitted");
  }

  @Test
  void whoever_may_not_see_connections_sees_none_and_another_workspace_finds_nothing() {
    String page = connected();
    TestBrowser stranger = server.signedIn("stranger-" + unique + "@example.com");
    String own = stranger.post("/workspaces", "name", "Other", "currency", "EUR").location();
    String id = page.substring(page.lastIndexOf('/') + 1);

    assertThat(stranger.get(page).status()).isEqualTo(404);
    assertThat(stranger.get(own + "/connections/" + id).status()).isEqualTo(404);
    assertThat(stranger.get(own + "/connections/" + UUID.randomUUID()).status()).isEqualTo(404);
    stranger.get(own + "/connections");
    assertThat(stranger.post(own + "/connections/" + id + "/remove").status()).isEqualTo(404);

    TestBrowser rep = server.signedIn("rep-" + unique + "@example.com");
    server.join(workspace(), "rep-" + unique + "@example.com", "REP");
    assertThat(rep.get(base + "/connections").status()).isEqualTo(403);
    assertThat(rep.get(page).status()).isEqualTo(403);
  }

  @Test
  void figures_are_read_through_the_stored_credential_by_whoever_may_see_figures() {
    connected();
    WorkspaceScope scope =
        new WorkspaceScopes()
            .ofSystemJob(new WorkspaceId(workspace()), Set.of(Permission.DASHBOARD_VIEW));
    List<ConnectedSource> sources = server.bean(Connections.class).sources(scope);
    assertThat(sources).hasSize(1);
    ConnectedSource source = sources.getFirst();
    var audit =
        server
            .bean(AccessLog.class)
            .record(scope, Fetch.PROJECTS.access(source.connection(), FetchRange.all()));
    AtomicLong count = new AtomicLong();

    FetchReport report =
        source.reader().fetchProjects(audit, FetchRange.all(), _ -> count.incrementAndGet());

    assertThat(report.isComplete()).isTrue();
    assertThat(count.get()).isEqualTo(sandbox.firm().projects().size());
  }
}
