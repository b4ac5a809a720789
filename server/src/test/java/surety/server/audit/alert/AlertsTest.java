package surety.server.audit.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;
import surety.server.identity.TestServer;
import surety.server.platform.Mail;
import surety.server.platform.UndeliverableMail;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScopes;

/// What happens in a workspace raises alerts, once each, on the page and by mail.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AlertsTest {

  private static final TestServer SERVER = TestServer.start();
  // Their mail lies in the tray for what cannot be delivered.
  private static final TestBrowser OWNER = signedIn("owner@example.invalid");
  private static final TestBrowser MANAGER = signedIn("manager@example.invalid");
  private static final TestBrowser REP = signedIn("rep@example.invalid");

  private UUID workspace;
  private UUID owner;
  private UUID rep;
  private String alerts;

  private static TestBrowser signedIn(String email) {
    TestBrowser browser = SERVER.browser();
    browser.get("/sign-in");
    browser.post("/sign-in", "email", email);
    browser.post(TestServer.linkIn(mail(email, 30)));
    return browser;
  }

  private static Mail mail(String to, int seconds) {
    try {
      return SERVER
          .bean(UndeliverableMail.class)
          .take(to, Duration.ofSeconds(seconds))
          .orElseThrow(() -> new AssertionError("no mail for " + to));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean has_mail(String to) {
    try {
      return SERVER.bean(UndeliverableMail.class).take(to, Duration.ofMillis(1)).isPresent();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void open() {
    SERVER.forgetLimits();
    // Whoever signs in is told in each of its workspaces.
    SERVER.superuser().sql("DELETE FROM workspace.workspace").update();
    workspace = SERVER.workspace("Example Ltd");
    owner = SERVER.join(workspace, "owner@example.invalid", "OWNER");
    SERVER.join(workspace, "manager@example.invalid", "MANAGER");
    rep = SERVER.join(workspace, "rep@example.invalid", "REP");
    alerts = "/w/" + workspace + "/security/alerts";
    for (String who : List.of("owner", "manager", "rep")) {
      has_mail(who + "@example.invalid");
    }
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  private void entry(String accessor, UUID who, String action, String outcome, long count) {
    entry(accessor, who, action, outcome, count, "now()", "{}");
  }

  private void entry(
      String accessor,
      UUID who,
      String action,
      String outcome,
      long count,
      String at,
      String detail) {
    SERVER
        .superuser()
        .sql(
            """
            INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action, data_kind,
                                      record_count, outcome, detail)
            VALUES (?, %s, gen_random_uuid(), ?, ?, ?, 'invoices', ?, ?, ?::jsonb)
            """
                .formatted(at))
        .param(workspace)
        .param(accessor)
        .param(who)
        .param(action)
        .param(count)
        .param(outcome)
        .param(detail)
        .update();
  }

  private void sign_in(String network) {
    entry(
        "u",
        rep,
        "SIGN_IN",
        "COMPLETED",
        0,
        "clock_timestamp()",
        "{\"network\": \"" + network + "\"}");
  }

  /// The rules of the alerts that there are once everything was looked at.
  private List<String> raised() {
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    String left =
        """
        SELECT (SELECT count(*) FROM audit.access a WHERE a.workspace_id = w.id
                   AND a.at > now() - interval '1 day' AND NOT EXISTS (SELECT FROM audit.leaf l
                                    WHERE l.workspace_id = w.id AND l.id = a.id))
               + (SELECT coalesce(sum(l.size - coalesce(t.next_seq, 0)), 0) FROM audit.log l
                    LEFT JOIN audit.alert_turn t USING (workspace_id)
                   WHERE l.workspace_id = w.id)
          FROM (SELECT ?::uuid AS id) w
        """;
    while (SERVER.superuser().sql(left).param(workspace).query(Long.class).single() > 0) {
      assertThat(Instant.now()).isBefore(end);
      sleep();
    }
    return SERVER
        .superuser()
        .sql("SELECT rule FROM audit.alert WHERE workspace_id = ? ORDER BY entry_at, rule")
        .param(workspace)
        .query(String.class)
        .list();
  }

  private static void sleep() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void records_that_are_read_in_ten_minutes_are_added_up() {
    entry("u", rep, "EXPORT", "COMPLETED", 60_000);
    entry("u", owner, "EXPORT", "COMPLETED", 60_000);
    entry("u", rep, "EXPORT", "COMPLETED", 900_000, "now() - interval '11 minutes'", "{}");
    assertThat(raised()).as("of long ago").containsExactly("reads");
    SERVER.superuser().sql("DELETE FROM audit.alert").update();
    entry("u", rep, "EXPORT", "COMPLETED", 40_000);
    assertThat(raised()).as("not more than the number").isEmpty();
    entry("u", rep, "EXPORT", "COMPLETED", 1);
    assertThat(raised()).containsExactly("reads");
    entry("u", rep, "EXPORT", "COMPLETED", 5_000);
    entry("s", UUID.randomUUID(), "EXPORT", "COMPLETED", 5_000_000);
    assertThat(raised()).as("told once").containsExactly("reads");
    entry("a", UUID.randomUUID(), "AGENT_CALL", "COMPLETED", 500_000);
    assertThat(raised()).containsExactly("reads", "reads");
  }

  @Test
  void an_entry_that_comes_into_the_log_late_counts_for_those_after_it() {
    entry("u", rep, "EXPORT", "COMPLETED", 90_000);
    assertThat(raised()).isEmpty();
    entry("u", rep, "EXPORT", "COMPLETED", 20_000, "now() - interval '1 minute'", "{}");
    assertThat(raised()).containsExactly("reads");
  }

  @Test
  void refusals_of_one_principal_are_counted_and_mailed_to_those_who_may_read_the_trail() {
    for (int i = 0; i < 9; i++) {
      entry("u", rep, "SIGN_IN_CODE", "REFUSED", 0);
      entry("u", owner, "SIGN_IN_CODE", "REFUSED", 0);
    }
    assertThat(raised()).isEmpty();
    entry("u", rep, "SIGN_IN_CODE", "REFUSED", 0);
    assertThat(raised()).containsExactly("refusals");

    Mail mail = mail("owner@example.invalid", 20);
    assertThat(mail.subject()).isEqualTo("Security alert: Many refusals");
    assertThat(mail.text())
        .contains("In the workspace \"Example Ltd\"")
        .contains("rep@example.invalid was refused 10 times within ten minutes.")
        .contains("&outcome=refused");
    assertThat(mail("manager@example.invalid", 20).text()).isEqualTo(mail.text());
    String link = TestServer.linkIn(mail);
    assertThat(link).startsWith("/w/" + workspace + "/security?from=");
    assertThat(OWNER.get(link).body()).contains("Typed a sign-in code", "Refused");
    assertThat(OWNER.get(alerts).body())
        .contains("Many refusals", "rep@example.invalid", "was refused 10 times", "member=" + rep);
    entry("u", rep, "SIGN_IN_CODE", "REFUSED", 0);
    assertThat(raised()).containsExactly("refusals");
    assertThat(has_mail("rep@example.invalid")).isFalse();
    assertThat(has_mail("owner@example.invalid")).isFalse();
  }

  @Test
  void support_is_told_once_a_day() {
    UUID grant = UUID.randomUUID();
    entry("p", grant, "DASHBOARD_READ", "BEGUN", 0);
    entry("p", grant, "DASHBOARD_READ", "COMPLETED", 5);
    assertThat(raised()).containsExactly("support");
    entry("p", grant, "DASHBOARD_READ", "BEGUN", 0);
    assertThat(raised()).containsExactly("support");
    entry("p", UUID.randomUUID(), "DASHBOARD_READ", "BEGUN", 0);
    assertThat(raised()).containsExactly("support", "support");
  }

  @Test
  void a_network_is_new_once_and_the_first_one_is_not() {
    sign_in("198.51.100.0/24");
    sign_in("198.51.100.0/24");
    assertThat(raised()).isEmpty();
    sign_in("203.0.113.0/24");
    assertThat(raised()).containsExactly("network");
    assertThat(OWNER.get(alerts).body()).contains("signed in from the network 203.0.113.0/24");
    sign_in("203.0.113.0/24");
    sign_in("198.51.100.0/24");
    assertThat(raised()).containsExactly("network");
  }

  @Test
  void a_network_of_ninety_days_ago_is_new_again() {
    SERVER.superuser().sql("SELECT audit.past_day(91)").query(String.class).single();
    String past =
        "date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - interval '91 days'";
    entry("u", rep, "SIGN_IN", "COMPLETED", 0, past, "{\"network\": \"198.51.100.0/24\"}");
    sign_in("198.51.100.0/24");
    assertThat(raised()).containsExactly("network");
  }

  @Test
  void a_sign_in_tells_its_network() {
    signedIn("rep@example.invalid");
    assertThat(
            SERVER
                .superuser()
                .sql(
                    "SELECT detail ->> 'network' FROM audit.access WHERE action = 'SIGN_IN' AND"
                        + " workspace_id = ?")
                .param(workspace)
                .query(String.class)
                .list())
        .containsExactly("127.0.0.0/24");
  }

  private Answer choose(TestBrowser browser, String... fields) {
    return browser.post(alerts, fields);
  }

  @Test
  void rules_are_switched_off_one_by_one_and_numbers_are_the_owners() {
    assertThat(
            choose(OWNER, "number-reads", "500", "reads", "on", "number-refusals", "10").location())
        .isEqualTo(alerts + "?done=saved");
    entry("u", rep, "EXPORT", "COMPLETED", 501);
    for (int i = 0; i < 12; i++) {
      entry("u", rep, "SIGN_IN_CODE", "REFUSED", 0);
    }
    entry("p", UUID.randomUUID(), "DASHBOARD_READ", "BEGUN", 0);
    sign_in("198.51.100.0/24");
    sign_in("203.0.113.0/24");
    assertThat(raised()).containsExactly("reads");
    assertThat(OWNER.get(alerts).body()).contains("value=\"500\"");
    assertThat(OWNER.get("/w/" + workspace + "/security/changes?table=audit.alert_rule").body())
        .contains("refusals", "500");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "x", "1000000001", "99999999999999999999", "1.5"})
  void what_is_no_number_is_refused_beside_its_field(String number) {
    Answer answer = choose(OWNER, "number-reads", number, "number-refusals", "10");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("id=\"e-reads\"").doesNotContain("id=\"e-refusals\"");
  }

  @Test
  void managers_look_owners_choose_and_others_see_nothing() {
    entry("p", UUID.randomUUID(), "DASHBOARD_READ", "BEGUN", 0);
    raised();
    assertThat(MANAGER.get(alerts).body()).contains("Support access").doesNotContain(">Save<");
    assertThat(choose(MANAGER, "number-reads", "1", "number-refusals", "1").status())
        .isEqualTo(403);
    assertThat(REP.get(alerts).status()).isEqualTo(403);
    UUID other = SERVER.workspace("Another Ltd");
    SERVER.join(other, "rep@example.invalid", "OWNER");
    assertThat(REP.get("/w/" + other + "/security/alerts").body()).contains("Nothing so far.");
  }

  @Test
  void what_others_wrote_stays_on_its_line_in_a_mail() {
    SERVER
        .superuser()
        .sql("UPDATE workspace.workspace SET name = ? WHERE workspace_id = ?")
        .params("Evil\r\nBcc: x@example.org\u202e", workspace)
        .update();
    entry("p", UUID.randomUUID(), "DASHBOARD_READ", "BEGUN", 0);
    raised();

    assertThat(mail("owner@example.invalid", 20).text())
        .startsWith("In the workspace \"Evil??Bcc: x@example.org?\" on Surety:\n");
  }

  @Test
  void only_the_server_watches_and_tells() {
    var door = SERVER.bean(WorkspaceDatabase.class);
    var scopes = new WorkspaceScopes();
    var job = scopes.ofSystemJob(new WorkspaceId(workspace), Set.of(Permission.AUDIT_VIEW));
    var member =
        scopes.ofVerifiedMember(
            new WorkspaceId(workspace), owner, surety.server.workspace.Role.OWNER);
    List<String> refused = new ArrayList<>();
    for (var scope : List.of(job, member)) {
      for (String function : List.of("watch(1, 1)", "alerts_to_mail(1)", "clear_alerts()")) {
        assertThatThrownBy(
                () ->
                    door.write(
                        scope,
                        client ->
                            client.sql("SELECT * FROM audit." + function).query().listOfRows()))
            .hasStackTraceContaining("not the server's own scope");
        refused.add(function);
      }
    }
    assertThatThrownBy(
            () ->
                door.write(
                    member,
                    client ->
                        client.sql("SELECT * FROM audit.take_alerts(1)").query().listOfRows()))
        .hasStackTraceContaining("not a job of the server");
    assertThat(refused).hasSize(6);
  }
}
