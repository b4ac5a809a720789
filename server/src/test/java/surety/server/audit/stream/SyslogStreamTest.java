package surety.server.audit.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import surety.server.audit.stream.SyslogReceiver.Manner;
import surety.server.audit.stream.SyslogReceiver.Message;
import surety.server.egress.EgressHosts;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;
import surety.server.identity.TestServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The log of a workspace arrives at a syslog receiver with TLS.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SyslogStreamTest {

  private static final TestServer SERVER = TestServer.start();
  private static final EgressHosts HOSTS = SERVER.bean(EgressHosts.class);
  private static final TestBrowser OWNER = SERVER.signedIn("owner@example.org");
  private static final JsonMapper JSON = new JsonMapper();

  private final List<SyslogReceiver> opened = new ArrayList<>();
  private UUID workspace;
  private String streams;

  @BeforeEach
  void open() {
    SERVER.forgetLimits();
    workspace = SERVER.workspace("Example Ltd");
    SERVER.join(workspace, "owner@example.org", "OWNER");
    streams = "/w/" + workspace + "/security/streams";
    await(() -> number("SELECT coalesce(max(size), 0) FROM audit.log") == 2);
  }

  @AfterEach
  void close() {
    SERVER.superuser().sql("DELETE FROM audit.stream").update();
    opened.forEach(SyslogReceiver::close);
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  private SyslogReceiver receiver(String... protocols) {
    SyslogReceiver receiver = new SyslogReceiver(HOSTS, protocols);
    opened.add(receiver);
    return receiver;
  }

  private Answer add(String address, String authority) {
    return OWNER.post(
        streams,
        "name",
        "SIEM \"]\\",
        "kind",
        "syslog",
        "address",
        address,
        "authority",
        authority,
        "from",
        "oldest");
  }

  private long number(String sql) {
    return SERVER
        .superuser()
        .sql(sql + " WHERE workspace_id = ?")
        .param(workspace)
        .query(Long.class)
        .single();
  }

  private void await_all(SyslogReceiver receiver) {
    await(
        () -> {
          SERVER
              .superuser()
              .sql("UPDATE audit.stream_turn SET due_at = now() WHERE holder IS NULL")
              .update();
          long size = number("SELECT max(size) FROM audit.log");
          Set<Long> all = LongStream.range(0, size).boxed().collect(Collectors.toSet());
          return number("SELECT coalesce(max(next_seq), -1) FROM audit.stream_turn") == size
              && new HashSet<>(places(receiver)).equals(all);
        });
  }

  private static List<Long> places(SyslogReceiver receiver) {
    return receiver.came().stream()
        .map(message -> JSON.readTree(message.text()).path("index").asLong(-1))
        .toList();
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(Duration.ofSeconds(25));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void every_entry_arrives_in_its_order_as_a_message_that_is_counted(String protocol) {
    SyslogReceiver receiver = receiver(protocol);
    String hostile = "x\n<110>1 - - - - - - forged\r\u2028\u0085\u202e\u001b[2J\"\\]";
    SERVER
        .superuser()
        .sql("UPDATE workspace.workspace SET name = ? WHERE workspace_id = ?")
        .params(hostile, workspace)
        .update();
    await(() -> number("SELECT max(size) FROM audit.log") == 3);
    Answer added = add(receiver.address(), receiver.pem());
    assertThat(added.body()).contains(receiver.address() + ":6514").doesNotContain("whsec_");
    await_all(receiver);

    assertThat(receiver.errors()).isEmpty();
    assertThat(places(receiver)).isSorted().doesNotHaveDuplicates();
    for (Message message : receiver.came()) {
      JsonNode line = JSON.readTree(message.text());
      assertThat(message.priority()).isEqualTo("110");
      assertThat(message.id()).isEqualTo(line.at("/entry/stream").asString());
      assertThat(message.time()).isEqualTo(line.at("/entry/at").asString());
      assertThat(message.data())
          .isEqualTo(
              "[surety@32473 stream=\"SIEM \\\"\\]\\\\\" index=\""
                  + line.get("index").asLong()
                  + "\"]");
      assertThat(message.text()).doesNotContainPattern("[\\x00-\\x1f]");
    }
    assertThat(receiver.came().stream().map(m -> JSON.readTree(m.text()).at("/entry/after/name")))
        .anyMatch(name -> name.asString("").equals(hostile));
  }

  @ParameterizedTest
  @EnumSource(
      value = Manner.class,
      names = {"DIES", "STAYS"})
  void a_receiver_that_breaks_off_gets_lines_again_and_one_that_stays_is_believed(Manner manner) {
    SyslogReceiver receiver = receiver();
    receiver.behaves(manner);
    add(receiver.address(), receiver.pem());
    if (manner == Manner.DIES) {
      await(() -> OWNER.get(streams).body().contains("broke off"));
      assertThat(number("SELECT max(next_seq) FROM audit.stream_turn")).isZero();
      receiver.behaves(Manner.GOOD);
    }
    await_all(receiver);
    assertThat(receiver.errors()).isEmpty();
  }

  @Test
  void a_receiver_that_nobody_vouches_for_or_that_has_another_name_gets_nothing() {
    SyslogReceiver receiver = receiver();
    add(receiver.address(), "");
    await(() -> OWNER.get(streams).body().contains("certificate was not trusted"));
    SERVER.superuser().sql("DELETE FROM audit.stream").update();
    // The certificate of another receiver is trusted, and this one shows its own.
    add(receiver.address(), receiver().pem());
    await(() -> OWNER.get(streams).body().contains("certificate was not trusted"));

    assertThat(receiver.connections()).isPositive();
    assertThat(receiver.came()).isEmpty();
  }

  @Test
  void a_test_line_arrives() {
    SyslogReceiver receiver = receiver();
    add(receiver.address() + ":6514", receiver.pem());
    UUID id =
        SERVER
            .superuser()
            .sql("SELECT id FROM audit.stream WHERE workspace_id = ?")
            .param(workspace)
            .query(UUID.class)
            .single();
    assertThat(OWNER.post(streams + "/" + id + "/test").body())
        .contains("The test line was accepted.");
    assertThat(receiver.came()).anyMatch(message -> message.id().equals("test"));
    assertThat(OWNER.post(streams + "/" + id + "/secret").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost:6514", "10.0.0.1:6514", "169.254.169.254"})
  void no_address_inside_is_ever_reached(String address) {
    assertThat(add(address, "").status()).isEqualTo(200);
    await(() -> OWNER.get(streams).body().contains("leads to an address that is not public"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://siem.example.com/",
        "siem.example.com/in",
        "siem.example.com:x",
        "siem.example.com:0",
        "user@siem.example.com",
        "siem.example.com?x",
        "siem example.com",
        "[::1]:6514"
      })
  void what_is_no_name_is_refused(String address) {
    assertThat(add(address, "").status()).isEqualTo(422);
  }
}
