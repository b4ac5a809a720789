package surety.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static surety.server.identity.SharedServer.SERVER;

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
class InvitationsTest {

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
  void an_invited_person_joins_with_the_invited_role() {
    String link = invite(guestAddress, "REP");
    TestBrowser guest = SERVER.signedIn(guestAddress);

    assertThat(guest.get(base + "/members").status()).isEqualTo(404);
    assertThat(guest.get(link).body()).contains("Firm " + unique, "Rep");
    assertThat(guest.get(base + "/members").status()).isEqualTo(404);
    assertThat(guest.post(link).location()).isEqualTo(base);

    assertThat(guest.get(base + "/members").body()).contains(guestAddress, ownerAddress);
    assertThat(guest.get(base + "/settings").status()).isEqualTo(403);
    assertThat(guest.get(link).status()).isEqualTo(410);
  }

  @Test
  void an_invitation_opened_without_a_session_is_there_after_sign_in() {
    String link = invite(guestAddress, "REP");
    TestBrowser guest = SERVER.browser();

    assertThat(guest.get(link).location()).isEqualTo("/sign-in");
    guest.post("/sign-in", "email", guestAddress);
    Answer signedIn = guest.post(TestServer.linkIn(SERVER.mail(guestAddress)));

    assertThat(signedIn.location()).isEqualTo(link);
  }

  @Test
  void an_invitation_is_for_one_address_alone() {
    String link = invite(guestAddress, "OWNER");
    TestBrowser other = SERVER.signedIn("other-" + unique + "@example.com");

    Answer foreign = other.get(link);
    assertThat(foreign.status()).isEqualTo(410);
    assertThat(foreign.body()).doesNotContain("Firm " + unique);
    assertThat(other.post(link).status()).isEqualTo(410);
    assertThat(other.get(base + "/members").status()).isEqualTo(404);
    assertThat(other.get("/invitations/" + "A".repeat(43)).stableBody())
        .isEqualTo(foreign.stableBody());
  }

  @Test
  void an_invitation_lives_for_seven_days() {
    String link = invite(guestAddress, "REP");
    TestBrowser guest = SERVER.signedIn(guestAddress);
    age("6 days 23 hours 59 minutes");
    assertThat(guest.get(link).status()).isEqualTo(200);

    age("61 seconds");
    assertThat(guest.get(link).status()).isEqualTo(410);
    assertThat(guest.post(link).status()).isEqualTo(410);
    assertThat(owner.get(base + "/members").body()).doesNotContain(guestAddress);
  }

  @Test
  void a_revoked_invitation_does_not_work() {
    String link = invite(guestAddress, "REP");
    TestBrowser guest = SERVER.signedIn(guestAddress);
    String invitation = id("workspace.invitation", guestAddress);

    assertThat(owner.post(base + "/members/invitations/" + invitation + "/revoke").location())
        .isEqualTo(base + "/members?done=revoked");
    assertThat(guest.post(link).status()).isEqualTo(410);
    assertThat(owner.post(base + "/members/invitations/" + invitation + "/revoke").location())
        .as("a double click")
        .isEqualTo(base + "/members?done=revoked");
  }

  @Test
  void a_newer_invitation_replaces_the_older_one() {
    String older = invite(guestAddress, "REP");
    String newer = invite(guestAddress, "MANAGER");
    TestBrowser guest = SERVER.signedIn(guestAddress);

    assertThat(guest.post(older).status()).isEqualTo(410);
    assertThat(guest.post(newer).location()).isEqualTo(base);
  }

  @Test
  void fifty_clicks_at_once_make_one_member_and_all_lead_to_the_workspace() throws Exception {
    String link = invite(guestAddress, "REP");
    TestBrowser guest = SERVER.signedIn(guestAddress);
    guest.get(link);
    Callable<Answer> click = () -> guest.copy().post(link);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(java.util.Collections.nCopies(50, click))) {
        assertThat(answer.get().location()).isEqualTo(base);
      }
    }
    assertThat(id("workspace.member", guestAddress)).as("the only one").isNotEmpty();
    SERVER.forgetLimits();
    Answer stranger = SERVER.signedIn("other-" + unique + "@example.com").post(link);
    assertThat(stranger.status()).as("what the guest did says nothing to others").isEqualTo(410);
  }

  @Test
  void a_member_is_not_invited_again() {
    Answer answer = owner.post(base + "/members/invite", "email", ownerAddress, "role", "REP");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("a member already");
    assertThat(SERVER.unreadMails()).isZero();
  }

  @Test
  void something_that_is_no_address_is_refused_and_kept_on_the_form() {
    Answer answer = owner.post(base + "/members/invite", "email", "no address", "role", "REP");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("not an email address", "value=\"no address\"");
  }

  @Test
  void an_unknown_role_is_refused() {
    assertThat(
            owner
                .post(base + "/members/invite", "email", guestAddress, "role", "SUPERUSER")
                .status())
        .isEqualTo(422);
  }

  private String invite(String email, String role) {
    Answer answer = owner.post(base + "/members/invite", "email", email, "role", role);
    assertThat(answer.location()).isEqualTo(base + "/members?done=invited");
    Mail mail = SERVER.mail(email);
    assertThat(mail.subject()).contains("Firm " + unique);
    return TestServer.linkIn(mail);
  }

  private void age(String by) {
    SERVER
        .superuser()
        .sql(
            """
            UPDATE workspace.invitation SET expires_at = expires_at - ?::interval WHERE email = ?
            """)
        .params(by, guestAddress)
        .update();
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
