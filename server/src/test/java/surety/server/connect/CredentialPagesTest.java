package surety.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import surety.sandbox.Tokens;
import surety.server.audit.AccessLog;
import surety.server.identity.TestBrowser.Answer;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CredentialPagesTest extends ConnectedWorkspace {

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
  void each_test_is_in_the_audit_trail_before_it_begins() {
    connected();
    assertThat(
            SERVER
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
        SERVER
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
  void the_page_tells_how_old_the_credential_is_and_when_it_is_due() {
    String page = connected();
    assertThat(owner.get(page).body())
        .contains("Age of the credential", "0 days", "to be replaced by")
        .doesNotContain("Overdue");
    SERVER
        .superuser()
        .sql(
            """
            UPDATE vault.credential SET created_at = now() - interval '366 days'
             WHERE workspace_id = ?
            """)
        .param(workspace())
        .update();
    assertThat(owner.get(page).body()).contains("366 days", "Overdue");
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
  void figures_are_read_through_the_stored_credential_by_whoever_may_see_figures() {
    connected();
    WorkspaceScope scope =
        new WorkspaceScopes()
            .ofSystemJob(new WorkspaceId(workspace()), Set.of(Permission.DASHBOARD_VIEW));
    List<ConnectedSource> sources = SERVER.bean(Connections.class).sources(scope);
    assertThat(sources).hasSize(1);
    ConnectedSource source = sources.getFirst();
    var audit =
        SERVER
            .bean(AccessLog.class)
            .record(scope, Fetch.PROJECTS.access(source.connection(), FetchRange.all()));
    AtomicLong count = new AtomicLong();

    FetchReport report =
        source.reader().fetchProjects(audit, FetchRange.all(), _ -> count.incrementAndGet());

    assertThat(report.isComplete()).isTrue();
    assertThat(count.get()).isEqualTo(SANDBOX.firm().projects().size());
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
}
