package surety.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static surety.server.identity.SharedServer.SERVER;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.server.identity.TestBrowser.Answer;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignInEventsTest {

  private final String unique = UUID.randomUUID().toString().substring(0, 8);
  private final String ada = "ada-" + unique + "@example.com";
  private final UUID workspace = SERVER.workspace("Firm " + unique);
  private final UUID other = SERVER.workspace("Another " + unique);
  private TestBrowser browser = SERVER.browser();
  private UUID member = new UUID(0, 0);

  @BeforeEach
  void a_member_of_one_workspace() {
    SERVER.forgetLimits();
    browser = SERVER.signedIn(ada);
    member = SERVER.join(workspace, ada, "OWNER");
  }

  @Test
  void a_sign_in_is_an_entry_of_the_member_in_its_workspaces_and_in_no_other() {
    UUID second = SERVER.workspace("Second " + unique);
    UUID secondMember = SERVER.join(second, ada, "VIEWER");

    SERVER.signedIn(ada);

    assertThat(entries(workspace)).containsExactly("u " + member + " SIGN_IN COMPLETED");
    assertThat(entries(second)).containsExactly("u " + secondMember + " SIGN_IN COMPLETED");
    assertThat(entries(other)).isEmpty();
  }

  @Test
  void the_owner_reads_it_on_the_trail_with_the_address_that_members_show() {
    TestBrowser again = SERVER.signedIn(ada);

    Answer page = again.get("/w/" + workspace + "/security");

    assertThat(page.body()).contains("Signed in", ada, "session");
  }

  @Test
  void a_wrong_code_is_refused_and_recorded_each_time_without_the_code() {
    TestBrowser asking = SERVER.browser();
    asking.get("/sign-in");
    asking.post("/sign-in", "email", ada);
    String link = TestServer.linkIn(SERVER.mail(ada));
    SERVER.browser().post(link);
    for (int i = 0; i < 5; i++) {
      asking.post("/sign-in/code", "code", "0000000" + i);
    }
    asking.post("/sign-in/code", "code", "00000009");

    assertThat(entries(workspace)).hasSize(5).containsOnly("u " + member + " SIGN_IN_CODE REFUSED");
    assertThat(everythingIn(workspace)).doesNotContain("0000000", ada);
    assertThat(browser.get("/w/" + workspace + "/security").body())
        .contains("Typed a sign-in code", "Refused");
  }

  @Test
  void a_right_code_is_a_sign_in() {
    TestBrowser asking = SERVER.browser();
    asking.get("/sign-in");
    asking.post("/sign-in", "email", ada);
    String page = SERVER.browser().post(TestServer.linkIn(SERVER.mail(ada))).body();
    String code = page.replaceAll("(?s).*?(\\d{4})\\s?(\\d{4}).*", "$1$2");

    asking.post("/sign-in/code", "code", code);

    assertThat(asking.isSignedIn()).isTrue();
    assertThat(entries(workspace)).containsExactly("u " + member + " SIGN_IN COMPLETED");
  }

  @Test
  void a_wrong_code_for_an_address_that_no_trail_knows_is_a_number_and_no_more() {
    long before = counted();
    String nobody = "nobody-" + unique + "@example.com";
    TestBrowser asking = SERVER.browser();
    asking.get("/sign-in");
    asking.post("/sign-in", "email", nobody);
    SERVER.mail(nobody);

    asking.post("/sign-in/code", "code", "00000000");

    assertThat(counted()).isEqualTo(before + 1);
    assertThat(
            SERVER
                .superuser()
                .sql("SELECT count(*) FROM identity.account WHERE email = ?")
                .param(nobody)
                .query(Long.class)
                .single())
        .isZero();
    assertThat(everythingIn(workspace)).isEmpty();
  }

  @Test
  void a_known_and_an_unknown_address_answer_a_wrong_code_alike_and_no_sooner_than_the_floor() {
    String nobody = "nobody-" + unique + "@example.com";
    List<Answer> answers = new ArrayList<>();
    for (String address : List.of(ada, nobody)) {
      TestBrowser asking = SERVER.browser();
      asking.get("/sign-in");
      asking.post("/sign-in", "email", address);
      SERVER.mail(address);
      long begun = System.nanoTime();
      answers.add(asking.post("/sign-in/code", "code", "00000000"));
      assertThat(System.nanoTime() - begun).as(address).isGreaterThan(10_000_000L);
    }
    assertThat(answers.getFirst().status()).isEqualTo(answers.getLast().status());
    assertThat(answers.getFirst().stableBody()).isEqualTo(answers.getLast().stableBody());
  }

  @Test
  void signing_out_and_ending_other_sessions_are_told_apart() {
    TestBrowser second = SERVER.signedIn(ada);
    TestBrowser third = SERVER.signedIn(ada);
    forget();

    browser.post("/sessions/end-others");
    browser.post("/sign-out");

    assertThat(second.isSignedIn() || third.isSignedIn()).isFalse();
    assertThat(entries(workspace))
        .containsExactlyInAnyOrder(
            "u " + member + " SESSION_END COMPLETED",
            "u " + member + " SESSION_END COMPLETED",
            "u " + member + " SIGN_OUT COMPLETED");
  }

  @Test
  void one_session_ended_from_another_is_no_sign_out() {
    SERVER.signedIn(ada);
    forget();
    String page = browser.get("/sessions").body();
    List<String> ends =
        java.util.regex.Pattern.compile("/sessions/[0-9a-f-]{36}/end")
            .matcher(page)
            .results()
            .map(java.util.regex.MatchResult::group)
            .distinct()
            .toList();

    browser.post(ends.getLast());
    assertThat(browser.post(ends.getLast()).status()).as("a double click").isEqualTo(302);
    browser.post("/sessions/" + UUID.randomUUID() + "/end");

    assertThat(entries(workspace)).containsExactly("u " + member + " SESSION_END COMPLETED");
  }

  @Test
  void a_session_that_ran_out_is_recorded_when_it_is_swept() {
    SERVER
        .superuser()
        .sql(
            """
            UPDATE identity.session SET last_seen_at = now() - interval '31 days'
             WHERE account_id = (SELECT id FROM identity.account WHERE email = ?)
            """)
        .param(ada)
        .update();

    SERVER.signedIn("somebody-" + unique + "@example.com");

    assertThat(entries(workspace)).containsExactly("u " + member + " SESSION_EXPIRE COMPLETED");
  }

  @Test
  void a_person_with_a_support_grant_shows_as_support_while_it_stands() {
    String support = "support-" + unique + "@example.com";
    browser.post(
        "/w/" + workspace + "/members/support",
        "email",
        support,
        "hours",
        "4",
        "reason",
        "Import fails");

    TestBrowser person = SERVER.signedIn(support);
    assertThat(entries(workspace)).hasSize(1).allMatch(e -> e.matches("p .* SIGN_IN COMPLETED"));
    assertThat(browser.get("/w/" + workspace + "/security").body()).contains(support);

    SERVER.superuser().sql("UPDATE workspace.support_grant SET revoked_at = now()").update();
    forget();
    person.post("/sign-out");
    assertThat(entries(workspace)).isEmpty();
  }

  @Test
  void without_its_entry_nobody_is_signed_in() {
    SERVER.superuser().sql("REVOKE INSERT ON audit.access FROM " + owner()).update();
    try {
      browser = SERVER.browser();
      browser.get("/sign-in");
      browser.post("/sign-in", "email", ada);
      Answer answer = browser.post(TestServer.linkIn(SERVER.mail(ada)));

      assertThat(answer.status()).isGreaterThanOrEqualTo(500);
      assertThat(browser.isSignedIn()).isFalse();
    } finally {
      SERVER.superuser().sql("GRANT INSERT ON audit.access TO " + owner()).update();
    }
  }

  private static String owner() {
    return SERVER.database().owner().user();
  }

  private static List<String> entries(UUID workspace) {
    return SERVER
        .superuser()
        .sql(
            """
            SELECT accessor || ' ' || principal || ' ' || action || ' ' || outcome FROM audit.access
             WHERE workspace_id = ? AND data_kind = 'session' ORDER BY at
            """)
        .param(workspace)
        .query(String.class)
        .list();
  }

  private static String everythingIn(UUID workspace) {
    return String.join(
        "\n",
        SERVER
            .superuser()
            .sql("SELECT a::text FROM audit.access a WHERE workspace_id = ?")
            .param(workspace)
            .query(String.class)
            .list());
  }

  private void forget() {
    SERVER
        .superuser()
        .sql("DELETE FROM audit.access WHERE workspace_id = ?")
        .param(workspace)
        .update();
  }

  private static long counted() {
    return SERVER
        .superuser()
        .sql("SELECT coalesce(sum(number), 0) FROM identity.failed_code_count")
        .query(Long.class)
        .single();
  }
}
