package surety.server.audit.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import surety.server.egress.EgressHosts;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;
import surety.server.identity.TestServer;

/// Settings, Security, Streams over HTTPS on the whole server.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StreamPagesTest {

  private static final TestServer SERVER = TestServer.start();
  private static final EgressHosts HOSTS = SERVER.bean(EgressHosts.class);
  private static final TestBrowser OWNER = SERVER.signedIn("owner@example.org");
  private static final TestBrowser MANAGER = SERVER.signedIn("manager@example.org");
  private static final TestBrowser REP = SERVER.signedIn("rep@example.org");
  private static final Pattern SECRET = Pattern.compile("(whsec_[^<]+)<");

  private UUID workspace;
  private String streams;

  @BeforeEach
  void open() {
    SERVER.forgetLimits();
    workspace = SERVER.workspace("Example Ltd");
    SERVER.join(workspace, "owner@example.org", "OWNER");
    SERVER.join(workspace, "manager@example.org", "MANAGER");
    SERVER.join(workspace, "rep@example.org", "REP");
    streams = "/w/" + workspace + "/security/streams";
  }

  @AfterEach
  void forget() {
    SERVER.superuser().sql("DELETE FROM audit.stream").update();
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  private Answer add(String name, String address) {
    return OWNER.post(streams, "name", name, "kind", "webhook", "address", address);
  }

  private UUID id() {
    return SERVER
        .superuser()
        .sql("SELECT id FROM audit.stream WHERE workspace_id = ?")
        .param(workspace)
        .query(UUID.class)
        .single();
  }

  private long count(String from) {
    return SERVER
        .superuser()
        .sql("SELECT count(*) FROM " + from + " AND workspace_id = ?")
        .param(workspace)
        .query(Long.class)
        .single();
  }

  @Test
  void a_secret_is_shown_once_and_kept_sealed() {
    Answer added = add("SIEM", "https://siem.invalid/in");
    Matcher secret = SECRET.matcher(added.body());
    assertThat(secret.find()).isTrue();
    assertThat(OWNER.get(streams).body()).contains("SIEM", "https://siem.invalid/in");
    assertThat(OWNER.get(streams).body()).doesNotContain("whsec_");
    assertThat(OWNER.get("/w/" + workspace + "/security/changes").body())
        .contains("SIEM")
        .doesNotContain(secret.group(1));
    assertThat(
            SERVER
                .superuser()
                .sql("SELECT encode(sealed, 'escape') FROM vault.credential WHERE workspace_id = ?")
                .param(workspace)
                .query(String.class)
                .single())
        .doesNotContain(secret.group(1));

    Answer renewed = OWNER.post(streams + "/" + id() + "/secret");
    Matcher other = SECRET.matcher(renewed.body());
    assertThat(other.find()).isTrue();
    assertThat(other.group(1)).isNotEqualTo(secret.group(1));
  }

  @Test
  void a_stream_goes_with_its_secret() {
    add("SIEM", "https://siem.invalid/in");
    String remove = streams + "/" + id() + "/remove";
    assertThat(OWNER.post(remove).location()).isEqualTo(streams + "?done=removed");
    assertThat(OWNER.post(remove).location()).isEqualTo(streams + "?done=removed");
    assertThat(count("vault.credential WHERE true")).isZero();
    assertThat(count("audit.stream_turn WHERE true")).isZero();
    assertThat(OWNER.get(streams).body()).contains("No streams yet");
  }

  @Test
  void there_are_five_at_most_and_each_name_once() {
    for (int i = 1; i <= 5; i++) {
      assertThat(add("SIEM " + i, "https://siem.invalid/").status()).isEqualTo(200);
      if (i == 1) {
        Answer taken = add("SIEM 1", "https://siem.invalid/");
        assertThat(taken.status()).isEqualTo(422);
        assertThat(taken.body()).contains("There is a stream of this name");
      }
    }
    Answer full = add("SIEM 6", "https://siem.invalid/");
    assertThat(full.status()).isEqualTo(422);
    assertThat(full.body()).contains("There are 5 streams");
    assertThat(count("vault.credential WHERE true")).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "siem.example.com",
        "http://siem.example.com/",
        "ftp://siem.example.com/",
        "https://user:word@siem.example.com/",
        "https://siem.example.com/#part",
        "https://siem.example.com:0/",
        "https://siem.example.com:70000/",
        "https:///in",
        "https://siem.example.com/ü",
        "https://siem_.example.com/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://siem.example.com/a b",
        "javascript:alert(1)",
      })
  void what_is_no_address_is_refused_beside_its_field(String address) {
    Answer answer = add("SIEM", address);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("id=\"address-error\"", "value=\"SIEM\"");
    assertThat(count("audit.stream WHERE true")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\u0000b", "a\nb", "\u202eb", "a\u2028b"})
  void a_name_that_is_none_is_refused(String name) {
    assertThat(add(name, "https://siem.invalid/").status()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"
      })
  void what_is_no_certificate_is_refused(String pem) {
    Answer answer =
        OWNER.post(
            streams,
            "name",
            "SIEM",
            "kind",
            "webhook",
            "address",
            "https://siem.invalid/",
            "authority",
            pem);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("One certificate in PEM");
  }

  // By number, by a name that everybody has, and by a name whose server says so.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://localhost/",
        "https://10.0.0.1/",
        "https://192.168.1.1:8443/",
        "https://169.254.169.254/latest/",
        "https://metadata-of-cloud.invalid/",
        "https://inside.invalid/",
      })
  void no_address_inside_is_ever_reached(String address) throws UnknownHostException {
    if (address.contains("metadata")) {
      HOSTS.resolve("metadata-of-cloud.invalid", InetAddress.getByName("169.254.169.254"));
    } else if (address.contains("inside")) {
      HOSTS.resolve("inside.invalid", InetAddress.getByName("10.1.2.3"));
    }
    assertThat(add("SIEM", address).status()).isEqualTo(200);

    assertThat(OWNER.post(streams + "/" + id() + "/test").body())
        .contains("leads to an address that is not public");
  }

  @Test
  void a_test_line_tells_nothing_and_what_came_of_it_is_said() {
    try (ReceivingHost host = ReceivingHost.accepting(HOSTS)) {
      OWNER.post(
          streams,
          "name",
          "SIEM",
          "kind",
          "webhook",
          "address",
          host.address(),
          "authority",
          host.pem());
      OWNER.post(streams + "/" + id() + "/pause");

      assertThat(OWNER.post(streams + "/" + id() + "/test").body())
          .contains("The test line was accepted.");
      assertThat(host.came().getLast().text())
          .isEqualTo("{\"log\":\"surety/log/" + workspace + "\",\"test\":true}\n");

      host.from_now_on(ReceivingHost.answering(403));
      assertThat(OWNER.post(streams + "/" + id() + "/test").body())
          .contains("The test line was not accepted: the receiver answered 403.");
      host.from_now_on(
          (_, exchange) -> {
            exchange.getResponseHeaders().set("Location", "https://elsewhere.example/");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
          });
      assertThat(OWNER.post(streams + "/" + id() + "/test").body())
          .contains("a redirect, which is not followed");
    }
    assertThat(count("audit.access WHERE action = 'LOG_STREAM_TEST' AND outcome = 'COMPLETED'"))
        .isEqualTo(1);
    assertThat(count("audit.access WHERE action = 'LOG_STREAM_TEST' AND outcome = 'FAILED'"))
        .isEqualTo(2);
  }

  @Test
  void a_certificate_that_nobody_vouches_for_gets_no_line() {
    try (ReceivingHost host = ReceivingHost.accepting(HOSTS)) {
      add("SIEM", host.address());
      assertThat(OWNER.post(streams + "/" + id() + "/test").body())
          .contains("certificate was not trusted");
      assertThat(host.came()).isEmpty();
    }
  }

  @Test
  void managers_look_owners_change_and_others_see_nothing() {
    add("SIEM", "https://siem.invalid/");
    String one = streams + "/" + id();
    assertThat(MANAGER.get(streams).body())
        .contains("SIEM")
        .doesNotContain("Add a stream", "/remove\"");
    assertThat(REP.get(streams).status()).isEqualTo(403);
    for (TestBrowser other : new TestBrowser[] {MANAGER, REP}) {
      for (String end : new String[] {"/test", "/pause", "/resume", "/secret", "/remove"}) {
        assertThat(other.post(one + end).status()).as(end).isEqualTo(403);
      }
      assertThat(
              other
                  .post(streams, "name", "x", "kind", "webhook", "address", "https://x.invalid/")
                  .status())
          .isEqualTo(403);
    }
    assertThat(count("audit.stream WHERE paused IS NULL")).isEqualTo(1);
  }

  @Test
  void another_workspaces_stream_answers_like_one_that_is_not() {
    add("Falcon", "https://siem.invalid/");
    UUID theirs = id();
    UUID own = SERVER.workspace("Another Ltd");
    SERVER.join(own, "manager@example.org", "OWNER");
    String place = "/w/" + own + "/security/streams/";
    for (String end : new String[] {"/test", "/pause", "/resume", "/secret", "/remove"}) {
      Answer foreign = MANAGER.post(place + theirs + end);
      Answer none = MANAGER.post(place + UUID.randomUUID() + end);
      assertThat(foreign.status()).as(end).isEqualTo(404).isEqualTo(none.status());
      assertThat(foreign.stableBody()).isEqualTo(none.stableBody());
    }
    assertThat(MANAGER.get("/w/" + own + "/security/streams").body()).doesNotContain("Falcon");
    assertThat(count("audit.stream WHERE paused IS NULL")).isEqualTo(1);
  }
}
