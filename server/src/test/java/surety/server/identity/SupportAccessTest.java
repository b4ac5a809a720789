package surety.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static surety.server.identity.SharedServer.SERVER;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import surety.server.identity.TestBrowser.Answer;
import surety.server.workspace.Role;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SupportAccessTest {

  private final String unique = UUID.randomUUID().toString().substring(0, 8);
  private final String supportAddress = "support-" + unique + "@example.com";
  private TestBrowser owner = SERVER.browser();
  private TestBrowser support = SERVER.browser();
  private String base = "";

  @BeforeEach
  void createWorkspace() {
    SERVER.forgetLimits();
    owner = SERVER.signedIn("owner-" + unique + "@example.com");
    base = owner.post("/workspaces", "name", "Firm " + unique, "currency", "EUR").location();
    support = SERVER.signedIn(supportAddress);
  }

  @Test
  void without_a_grant_the_workspace_does_not_exist_for_support() {
    Answer unknown = support.get("/w/" + UUID.randomUUID() + "/dashboard");
    Answer answer = support.get(base + "/dashboard");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.stableBody()).isEqualTo(unknown.stableBody());
  }

  @Test
  void a_grant_lets_the_person_look_as_a_viewer_and_do_nothing_else() {
    assertThat(grant("4").location()).isEqualTo(base + "/members/support?done=granted");

    assertThat(support.get(base + "/dashboard").status()).isEqualTo(200);
    assertThat(support.get("/workspaces").body()).contains("Firm " + unique, "Viewer");
    for (String page : List.of("/members", "/connections", "/security", "/settings")) {
      assertThat(support.get(base + page).status()).as(page).isEqualTo(403);
    }
  }

  @Test
  void the_page_shows_who_was_let_in_by_whom_why_and_until_when() {
    grant("4");
    assertThat(owner.get(base + "/members/support?done=granted").body())
        .contains(supportAddress, "Import fails", "owner-" + unique, "may look", "is granted");
    assertThat(owner.get(base + "/members").body()).contains(base + "/members/support");
  }

  @Test
  void a_revoked_grant_ends_at_the_next_request_and_stays_listed() {
    grant("4");
    assertThat(support.get(base + "/dashboard").status()).isEqualTo(200);

    assertThat(owner.post(base + "/members/support/" + grantId() + "/revoke").location())
        .isEqualTo(base + "/members/support?done=revoked");

    assertThat(support.get(base + "/dashboard").status()).isEqualTo(404);
    assertThat(support.isSignedIn()).isTrue();
    assertThat(owner.get(base + "/members/support").body()).contains(supportAddress, "revoked");
    assertThat(owner.post(base + "/members/support/" + grantId() + "/revoke").location())
        .as("a double click")
        .isEqualTo(base + "/members/support?done=revoked");
  }

  @Test
  void an_expired_grant_ends_by_itself() {
    grant("1");
    assertThat(support.get(base + "/dashboard").status()).isEqualTo(200);
    SERVER
        .superuser()
        .sql(
            """
            UPDATE workspace.support_grant
               SET granted_at = now() - interval '2 hours', expires_at = now() - interval '1 second'
             WHERE email = ?
            """)
        .param(1, supportAddress)
        .update();
    assertThat(support.get(base + "/dashboard").status()).isEqualTo(404);
    assertThat(support.get("/workspaces").body()).doesNotContain("Firm " + unique);
    assertThat(owner.get(base + "/members/support").body()).contains("ended");
  }

  @Test
  void a_grant_is_for_a_person_a_reason_and_at_most_72_hours() {
    for (String hours : List.of("0", "73", "", "1.5", "-1", "99999999999")) {
      assertThat(grant(hours).status()).as(hours).isEqualTo(422);
    }
    assertThat(grant("72").status()).isEqualTo(302);
    assertThat(post(supportAddress, "4", " ").status()).isEqualTo(422);
    assertThat(post(supportAddress, "4", "x".repeat(201)).status()).isEqualTo(422);
    assertThat(post("nobody", "4", "Import fails").status()).isEqualTo(422);
    Answer member = post("owner-" + unique + "@example.com", "4", "Import fails");
    assertThat(member.status()).isEqualTo(422);
    assertThat(member.body()).contains("is a member already");
  }

  @Test
  void nobody_but_an_owner_grants() {
    for (String role : List.of("MANAGER", "REP", "VIEWER")) {
      String email = role.toLowerCase(java.util.Locale.ROOT) + "-" + unique + "@example.com";
      TestBrowser member = SERVER.signedIn(email);
      SERVER.join(workspace(), email, role);
      assertThat(grantAs(member).status()).as(role).isEqualTo(403);
    }
    assertThat(grantAs(support).status()).isEqualTo(404);
    grant("4");
    assertThat(grantAs(support).status()).isEqualTo(403);
  }

  @Test
  void the_database_takes_a_grant_from_an_owner_alone_and_for_72_hours_at_most() {
    var scopes = SERVER.bean(WorkspaceScopes.class);
    var id = new WorkspaceId(workspace());
    UUID ownerId = id("workspace.member", "owner-" + unique + "@example.com");
    var asOwner = scopes.ofVerifiedMember(id, ownerId, Role.OWNER);
    String sixHours = "interval '6 hours'";
    insert(asOwner, sixHours);
    var forged = scopes.ofVerifiedMember(id, UUID.randomUUID(), Role.OWNER);
    var system = scopes.ofSystemJob(id, Role.OWNER.permissions());
    for (WorkspaceScope scope :
        List.of(forged, system, scopes.ofVerifiedMember(id, ownerId, Role.MANAGER))) {
      assertThatThrownBy(() -> insert(scope, sixHours))
          .isInstanceOf(DataAccessException.class)
          .rootCause()
          .hasMessageMatching("(?s).*(only an owner may do this|permission missing).*");
    }
    assertThatThrownBy(() -> insert(asOwner, "interval '72 hours 1 second'"))
        .hasStackTraceContaining("at_most_72_hours");
    assertThatThrownBy(() -> insert(asOwner, "interval '-1 second'"))
        .hasStackTraceContaining("at_most_72_hours");
  }

  @Test
  void what_support_does_is_in_the_trail_as_support_and_the_grant_as_a_change() {
    grant("4");
    support.get(base + "/dashboard.csv");
    assertThat(owner.get(base + "/security/changes").body())
        .contains("support grant", supportAddress);
    var scopes = SERVER.bean(WorkspaceScopes.class);
    var scope = scopes.ofStandingGrant(new WorkspaceId(workspace()), UUID.fromString(grantId()));
    SERVER
        .bean(surety.server.audit.AccessLog.class)
        .record(
            scope,
            surety.server.audit.AccessEntry.of(
                surety.server.audit.AccessAction.DASHBOARD_READ,
                surety.server.audit.DataScope.all("dashboard")));
    assertThat(owner.get(base + "/security?accessor=support").body())
        .contains("Support", supportAddress);
  }

  private void insert(WorkspaceScope scope, String lasting) {
    SERVER
        .bean(WorkspaceDatabase.class)
        .write(
            scope,
            client ->
                client
                    .sql(
                        "SELECT workspace.grant_support(gen_random_uuid(), ?, 'x', "
                            + lasting
                            + ")")
                    .param(1, supportAddress)
                    .query((_, _) -> true)
                    .list());
  }

  private Answer grant(String hours) {
    return post(supportAddress, hours, "Import fails");
  }

  private Answer post(String email, String hours, String reason) {
    return owner.post(base + "/members/support", "email", email, "hours", hours, "reason", reason);
  }

  private Answer grantAs(TestBrowser browser) {
    return browser.post(
        base + "/members/support", "email", supportAddress, "hours", "4", "reason", "mine");
  }

  private UUID workspace() {
    return UUID.fromString(base.substring(3));
  }

  private String grantId() {
    return id("workspace.support_grant", supportAddress).toString();
  }

  private static UUID id(String table, String email) {
    return SERVER
        .superuser()
        .sql("SELECT id FROM " + table + " WHERE email = ?")
        .param(1, email)
        .query(UUID.class)
        .single();
  }
}
