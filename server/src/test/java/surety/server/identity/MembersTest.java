package surety.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static surety.server.identity.SharedServer.SERVER;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.server.identity.TestBrowser.Answer;
import surety.server.platform.Mail;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MembersTest {

  private final String unique = UUID.randomUUID().toString().substring(0, 8);
  private final String ownerAddress = "owner-" + unique + "@example.com";
  private final String guestAddress = "guest-" + unique + "@example.com";
  private TestBrowser owner = SERVER.browser();
  private String base = "";

  @BeforeEach
  void createWorkspace() {
    SERVER.forgetLimits();
    owner = SERVER.signedIn(ownerAddress);
    base = owner.post("/workspaces", "name", "Firm " + unique, "currency", "EUR").location();
    assertThat(base).startsWith("/w/");
  }

  @Test
  void whoever_creates_a_workspace_owns_it() {
    assertThat(owner.get(base + "/members").body()).contains(ownerAddress, "Owner", "you");
    assertThat(owner.get("/").location()).isEqualTo(base);
    assertThat(owner.get("/workspaces").body()).contains("Firm " + unique);
  }

  @Test
  void the_start_page_leads_nowhere_in_particular_with_several_workspaces_or_none() {
    owner.post("/workspaces", "name", "Second", "currency", "CHF");
    assertThat(owner.get("/").location()).isEqualTo("/workspaces");

    TestBrowser nobody = SERVER.signedIn(guestAddress);
    assertThat(nobody.get("/").location()).isEqualTo("/workspaces");
    assertThat(nobody.get("/workspaces").body()).contains("None yet");
  }

  @Test
  void a_workspace_needs_a_name_and_a_currency() {
    for (String name : List.of("", "  ", "x".repeat(101), "a\nb", "a\u202Eb")) {
      Answer answer = owner.post("/workspaces", "name", name, "currency", "EUR");
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.body()).contains("1 to 100 characters");
    }
    assertThat(owner.post("/workspaces", "name", "Ok", "currency", "XXX").status()).isEqualTo(422);
    assertThat(owner.post("/workspaces", "name", "<b>&", "currency", "EUR").status())
        .isEqualTo(302);
    assertThat(owner.get("/workspaces").body()).contains("&lt;b&gt;&amp;").doesNotContain("<b>&");
  }

  @Test
  void a_removed_member_is_outside_at_the_next_request() {
    TestBrowser guest = joined("REP");
    assertThat(guest.get(base + "/members").status()).isEqualTo(200);

    assertThat(owner.post(base + "/members/" + member(guestAddress) + "/remove").location())
        .isEqualTo(base + "/members?done=removed");

    assertThat(guest.get(base + "/members").status()).isEqualTo(404);
    assertThat(guest.isSignedIn()).isTrue();
  }

  @Test
  void a_role_that_an_owner_changes_counts_at_the_next_request() {
    TestBrowser guest = joined("REP");
    assertThat(guest.get(base + "/settings").status()).isEqualTo(403);

    owner.post(base + "/members/" + member(guestAddress) + "/role", "role", "OWNER");

    assertThat(guest.get(base + "/settings").status()).isEqualTo(200);
  }

  @Test
  void the_last_owner_can_neither_leave_nor_be_made_less() {
    joined("MANAGER");
    String self = base + "/members/" + member(ownerAddress);

    for (Answer answer :
        List.of(owner.post(self + "/remove"), owner.post(self + "/role", "role", "MANAGER"))) {
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.body()).contains("This is the last owner");
    }
    assertThat(owner.get(base + "/settings").status()).isEqualTo(200);
  }

  @Test
  void an_owner_may_leave_when_another_one_stays() {
    TestBrowser guest = joined("OWNER");

    assertThat(owner.post(base + "/members/" + member(ownerAddress) + "/remove").location())
        .isEqualTo("/");
    assertThat(owner.get(base + "/members").status()).isEqualTo(404);
    assertThat(guest.post(base + "/members/" + member(guestAddress) + "/remove").status())
        .isEqualTo(409);
  }

  @Test
  void two_owners_who_remove_each_other_at_once_leave_one() throws Exception {
    TestBrowser guest = joined("OWNER");
    String first = base + "/members/" + member(guestAddress) + "/remove";
    String second = base + "/members/" + member(ownerAddress) + "/remove";
    owner.get(base + "/members");
    guest.get(base + "/members");
    List<Callable<Answer>> both = List.of(() -> owner.post(first), () -> guest.post(second));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(both)) {
        assertThat(answer.get().status()).isIn(302, 404, 409);
      }
    }
    assertThat(
            SERVER
                .superuser()
                .sql(
                    """
                    SELECT count(*) FROM workspace.member
                     WHERE workspace_id = ?::uuid AND role = 'OWNER'
                    """)
                .param(1, base.substring(3))
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void who_may_see_members_may_not_change_them() {
    TestBrowser guest = joined("MANAGER");
    String self = base + "/members/" + member(guestAddress);

    assertThat(guest.get(base + "/members").body()).doesNotContain("Send an invitation");
    assertThat(guest.post(self + "/role", "role", "OWNER").status()).isEqualTo(403);
    assertThat(
            guest
                .post(base + "/members/invite", "email", "x@example.com", "role", "OWNER")
                .status())
        .isEqualTo(403);
    assertThat(guest.post(base + "/members/" + member(ownerAddress) + "/remove").status())
        .isEqualTo(403);
  }

  @Test
  void a_member_of_another_workspace_is_unknown_here() {
    TestBrowser other = SERVER.signedIn("other-" + unique + "@example.com");
    other.post("/workspaces", "name", "Other", "currency", "EUR");
    String foreign = member("other-" + unique + "@example.com");

    Answer unknown = owner.post(base + "/members/" + UUID.randomUUID() + "/remove");
    for (String action : List.of("/remove", "/role")) {
      Answer answer = owner.post(base + "/members/" + foreign + action, "role", "VIEWER");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.stableBody()).isEqualTo(unknown.stableBody());
    }
    assertThat(member("other-" + unique + "@example.com")).isEqualTo(foreign);
  }

  @Test
  void the_settings_of_a_workspace_can_be_changed() {
    assertThat(owner.post(base + "/settings", "name", "New name", "currency", "CHF").location())
        .isEqualTo(base + "/settings?done=saved");
    assertThat(owner.get(base + "/settings").body()).contains("New name", "Swiss Franc");
    assertThat(owner.post(base + "/settings", "name", "", "currency", "CHF").status())
        .isEqualTo(422);
    for (String seconds : List.of("901", "0", "-1", "60.5", "1e2", "", "99999999999")) {
      assertThat(
              owner
                  .post(
                      base + "/settings", "name", "N", "currency", "CHF", "figureSeconds", seconds)
                  .status())
          .as(seconds)
          .isEqualTo(422);
    }
    owner.post(base + "/settings", "name", "N", "currency", "CHF", "figureSeconds", "60");
    assertThat(owner.get(base + "/settings").body()).contains("value=\"60\"");
  }

  @Test
  void every_change_of_the_members_is_in_the_audit_trail() {
    joined("REP");
    owner.post(base + "/members/" + member(guestAddress) + "/role", "role", "MANAGER");

    List<String> changes =
        SERVER
            .superuser()
            .sql(
                """
                SELECT table_name || ' ' || operation FROM audit.change
                 WHERE workspace_id = ?::uuid ORDER BY at, id
                """)
            .param(1, base.substring(3))
            .query(String.class)
            .list();
    assertThat(changes)
        .contains(
            "workspace.invitation INSERT",
            "workspace.invitation DELETE",
            "workspace.member INSERT",
            "workspace.member UPDATE");
  }

  private TestBrowser joined(String role) {
    String link = invite(guestAddress, role);
    TestBrowser guest = SERVER.signedIn(guestAddress);
    assertThat(guest.post(link).location()).isEqualTo(base);
    return guest;
  }

  private String invite(String email, String role) {
    Answer answer = owner.post(base + "/members/invite", "email", email, "role", role);
    assertThat(answer.location()).isEqualTo(base + "/members?done=invited");
    Mail mail = SERVER.mail(email);
    assertThat(mail.subject()).contains("Firm " + unique);
    return TestServer.linkIn(mail);
  }

  private static String member(String email) {
    return id("workspace.member", email);
  }

  private static String id(String table, String email) {
    return SERVER
        .superuser()
        .sql("SELECT id::text FROM " + table + " WHERE email = ?")
        .param(1, email)
        .query(String.class)
        .single();
  }
}
