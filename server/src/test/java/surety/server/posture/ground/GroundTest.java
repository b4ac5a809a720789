package surety.server.posture.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import surety.server.identity.TestServer;
import surety.server.posture.probe.BareClient;
import surety.server.posture.probe.Canaries;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.HostileHosts;
import surety.server.posture.probe.HostileHosts.Flaw;
import surety.server.posture.probe.RecordingVendor;
import surety.server.posture.probe.RecordingVendor.Request;
import surety.server.posture.probe.SqlAttacker;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.workspace.Role;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GroundTest {

  private static final TestServer SERVER = TestServer.start();

  private final Canaries canaries = SERVER.bean(Canaries.class);
  private final RecordingVendor vendor = SERVER.bean(RecordingVendor.class);

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @BeforeEach
  void forgetLimits() {
    SERVER.forgetLimits();
  }

  @Test
  void each_workspace_has_a_member_of_each_role_and_they_see_no_other() {
    for (Canary canary : List.of(canaries.a(), canaries.b())) {
      for (Role role : Role.values()) {
        Page start = canary.as(role).get("/");
        assertThat(start.headers().firstValue("Location")).contains("/w/" + canary.workspace());
      }
    }
    assertThat(canaries.a().workspace()).isNotEqualTo(canaries.b().workspace());
    assertThat(roles())
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(Role.values()).map(Role::name).toList());
  }

  private List<String> roles() {
    return SERVER
        .superuser()
        .sql("SELECT role FROM workspace.member WHERE workspace_id = ?")
        .param(canaries.a().workspace().value())
        .query(String.class)
        .list();
  }

  @Test
  void a_stranger_is_led_to_the_sign_in() {
    assertThat(canaries.a().stranger().get("/workspaces").status()).isEqualTo(302);
  }

  @Test
  void workspace_a_reads_the_vendor_and_shows_what_was_planted() throws InterruptedException {
    vendor.plant(90, "mark4711");
    Instant since = Instant.now();
    TargetBrowser owner = canaries.a().as(Role.OWNER);
    String path = "/w/" + canaries.a().workspace() + "/dashboard";
    owner.post(path + "/refresh", Map.of());
    Page page = owner.get(path);
    for (int i = 0; i < 300 && page.text().contains("http-equiv=\"refresh\""); i++) {
      Thread.sleep(100);
      page = owner.get(path);
    }
    assertThat(page.status()).as(page.text()).isEqualTo(200);
    assertThat(vendor.requests(since)).isNotEmpty().allMatch(it -> it.method().equals("GET"));
    assertThat(vendor.requests(since).getFirst().headers())
        .containsEntry("authorization", "Bearer " + vendor.token());
  }

  @Test
  void a_connection_that_was_taken_away_is_made_again() {
    TargetBrowser owner = canaries.a().as(Role.OWNER);
    String path = "/w/" + canaries.a().workspace() + "/connections";
    String id = owner.get(path).text().replaceAll("(?s).*/connections/([0-9a-f-]{36}).*", "$1");
    assertThat(owner.post(path + "/" + id + "/remove", Map.of()).status()).isEqualTo(302);
    assertThat(owner.get(path).text()).doesNotContain("Rehearsal vendor");
    canaries.restore();
    assertThat(owner.get(path).text()).containsPattern("/connections/[0-9a-f-]{36}");
  }

  @Test
  void a_token_that_was_changed_is_stored_anew() {
    canaries.a();
    String former = vendor.token();
    vendor.rotateToken();
    assertThat(direct("GET", former)).isEqualTo(401);
    Instant since = Instant.now();
    canaries.restore();
    assertThat(vendor.requests(since))
        .isNotEmpty()
        .allMatch(it -> ("Bearer " + vendor.token()).equals(it.headers().get("authorization")));
  }

  private int direct(String method, String token) {
    Map<String, String> headers = Map.of("Authorization", "Bearer " + token);
    return SERVER
        .bean(BareClient.class)
        .send(method, "/v2/projects/1", headers, "{}".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void the_vendor_takes_every_write_and_its_state_tells() {
    for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "MERGE")) {
      String before = vendor.state();
      assertThat(direct(method, vendor.token())).isEqualTo(200);
      assertThat(vendor.state()).as(method).isNotEqualTo(before);
      vendor.plant(60, "fresh");
    }
    String before = vendor.state();
    assertThat(direct("GET", vendor.token())).isEqualTo(200);
    assertThat(vendor.state()).isEqualTo(before);
  }

  @Test
  void a_vendor_that_is_down_breaks_every_connection() {
    vendor.token();
    vendor.up(false);
    assertThatThrownBy(() -> direct("GET", vendor.token()))
        .isInstanceOf(java.io.UncheckedIOException.class);
    vendor.up(true);
    assertThat(direct("GET", vendor.token())).isEqualTo(200);
  }

  @Test
  void bad_hosts_write_down_what_reaches_them() {
    HostileHosts hosts = SERVER.bean(HostileHosts.class);
    for (Flaw flaw : Flaw.values()) {
      assertThat(hosts.url(flaw).getHost()).endsWith("rehearsal.invalid");
      List<Request> none = hosts.requests(flaw);
      assertThat(none).isEmpty();
    }
  }

  @Test
  void injected_SQL_has_the_runtime_role_and_no_scope() throws SQLException {
    SqlAttacker sql = SERVER.bean(SqlAttacker.class);
    String role =
        sql.inTransaction(
            connection -> {
              try (var rows = connection.createStatement().executeQuery("SELECT current_user")) {
                rows.next();
                return rows.getString(1);
              }
            });
    assertThat(role)
        .isEqualTo(SERVER.runtime().sql("SELECT current_user").query(String.class).single());
    assertThatThrownBy(
            () ->
                sql.onConnection(
                    connection ->
                        connection.createStatement().execute("SELECT * FROM workspace.member")))
        .isInstanceOf(SQLException.class);
  }
}
