package surety.server.audit.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.envelope.SecretBytes;
import surety.server.audit.stream.ReceivingHost.Came;
import surety.server.egress.EgressHosts;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;
import surety.server.identity.TestServer;
import tools.jackson.databind.JsonNode;

/// The log of a workspace arrives at a webhook: whole, in order and signed, whatever happens on the
/// way.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WebhookStreamTest {

  private static final TestServer SERVER = TestServer.start();
  private static final EgressHosts HOSTS = SERVER.bean(EgressHosts.class);
  private static final TestBrowser OWNER = SERVER.signedIn("owner@example.org");
  private static final Pattern SECRET = Pattern.compile("(whsec_[A-Za-z0-9+/=]+)");

  private final List<ReceivingHost> opened = new ArrayList<>();
  private UUID workspace;
  private String streams;

  @BeforeEach
  void open() {
    workspace = SERVER.workspace("Example Ltd");
    SERVER.join(workspace, "owner@example.org", "OWNER");
    streams = "/w/" + workspace + "/security/streams";
    await(() -> size() == 2);
  }

  @AfterEach
  void close() {
    SERVER.superuser().sql("DELETE FROM audit.stream").update();
    opened.forEach(ReceivingHost::close);
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  private ReceivingHost receiver(ReceivingHost.Behaviour behaviour) {
    ReceivingHost host = new ReceivingHost(HOSTS, behaviour);
    opened.add(host);
    return host;
  }

  /// Adds a stream of all that is kept, and returns its secret.
  private String add(ReceivingHost host) {
    Answer added =
        OWNER.post(
            streams,
            "name",
            host.address(),
            "kind",
            "webhook",
            "address",
            host.address(),
            "authority",
            host.pem(),
            "from",
            "oldest");
    assertThat(added.status()).as(added.body()).isEqualTo(200);
    assertThat(added.header("cache-control")).contains("no-store");
    Matcher secret = SECRET.matcher(added.body());
    assertThat(secret.find()).isTrue();
    return secret.group(1).replace("&#43;", "+");
  }

  private UUID id() {
    return SERVER
        .superuser()
        .sql("SELECT id FROM audit.stream WHERE workspace_id = ?")
        .param(workspace)
        .query(UUID.class)
        .single();
  }

  private long size() {
    return SERVER
        .superuser()
        .sql("SELECT coalesce(max(size), 0) FROM audit.log WHERE workspace_id = ?")
        .param(workspace)
        .query(Long.class)
        .single();
  }

  private long accepted() {
    return SERVER
        .superuser()
        .sql("SELECT coalesce(max(next_seq), -1) FROM audit.stream_turn WHERE workspace_id = ?")
        .param(workspace)
        .query(Long.class)
        .single();
  }

  private void at_once() {
    SERVER
        .superuser()
        .sql("UPDATE audit.stream_turn SET due_at = now() WHERE holder IS NULL")
        .update();
  }

  // Returns when they have their places.
  private void entries(int count) {
    long before = size();
    SERVER
        .superuser()
        .sql(
            """
            INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action, data_kind,
                                      outcome)
            SELECT ?, clock_timestamp(), gen_random_uuid(), 'u', gen_random_uuid(),
                   'DASHBOARD_READ', 'dashboard', 'COMPLETED'
              FROM generate_series(1, ?)
            """)
        .params(workspace, count)
        .update();
    await(() -> size() >= before + count);
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private void await_all(ReceivingHost host) {
    await(
        () -> {
          at_once();
          long size = size();
          Set<Long> all = LongStream.range(0, size).boxed().collect(Collectors.toSet());
          return size > 2 && accepted() == size && new HashSet<>(host.places()).equals(all);
        });
  }

  @Test
  void every_entry_arrives_in_its_order_signed_and_as_the_log_commits_to_it() {
    ReceivingHost host = receiver(ReceivingHost.answering(200));
    String secret = add(host);
    entries(1_200);
    await_all(host);

    assertThat(host.places()).isSorted().doesNotHaveDuplicates();
    for (Came came : host.came()) {
      assertThat(came.uri()).isEqualTo("/in?of=surety");
      assertThat(came.header("content-type")).isEqualTo("application/x-ndjson");
      assertThat(came.text().lines().count()).isLessThanOrEqualTo(Batch.MOST_LINES);
      long seconds = Long.parseLong(came.header("webhook-timestamp"));
      assertThat(Instant.ofEpochSecond(seconds))
          .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
      try (SecretBytes key = SecretBytes.ofText(secret)) {
        assertThat(came.header("webhook-signature"))
            .isEqualTo(WebhookSignature.of(key, came.header("webhook-id"), seconds, came.body()));
      }
    }
    String file = OWNER.get("/w/" + workspace + "/security/log/file").body();
    String first = host.came().getFirst().text().lines().findFirst().orElseThrow();
    String text = first.substring(first.indexOf("\"entry\":") + 8, first.length() - 1);
    String salt = host.lines().getFirst().get("salt").asString();
    assertThat(file)
        .contains(
            "{\"index\":0,\"payload\":\""
                + text.replace("\\", "\\\\").replace("\"", "\\\"")
                + "\",\"salt\":\""
                + salt
                + "\"}");
  }

  @Test
  void a_day_has_one_entry_of_its_stream_however_many_batches_go() {
    ReceivingHost host = receiver(ReceivingHost.answering(200));
    add(host);
    for (int i = 0; i < 3; i++) {
      entries(5);
      await_all(host);
    }
    assertThat(count("action = 'LOG_STREAM' AND outcome = 'BEGUN'")).isEqualTo(1);
    await(() -> host.lines().toString().contains("LOG_STREAM"));
    SERVER
        .superuser()
        .sql("UPDATE audit.stream_turn SET day = day - 1 WHERE workspace_id = ?")
        .param(workspace)
        .update();
    entries(1);
    await(() -> count("action = 'LOG_STREAM' AND outcome = 'BEGUN'") == 2);
    assertThat(
            SERVER
                .superuser()
                .sql(
                    "SELECT record_count FROM audit.access WHERE workspace_id = ?"
                        + " AND action = 'LOG_STREAM' AND outcome = 'COMPLETED'")
                .param(workspace)
                .query(Long.class)
                .list())
        .singleElement()
        .satisfies(lines -> assertThat(lines).isGreaterThanOrEqualTo(15));
    sleep(1_500);
    await_all(host);
    long quiet = size();
    sleep(2_000);
    assertThat(size()).as("streaming makes nothing to stream").isEqualTo(quiet);
  }

  private long count(String condition) {
    return SERVER
        .superuser()
        .sql("SELECT count(*) FROM audit.access WHERE workspace_id = ? AND " + condition)
        .param(workspace)
        .query(Long.class)
        .single();
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_receiver_that_fails_and_then_dies_midway_gets_lines_again_and_misses_none() {
    ReceivingHost host =
        receiver(
            (number, exchange) -> {
              switch (number) {
                case 1, 2 -> ReceivingHost.answering(503).answer(number, exchange);
                // The connection ends without an answer.
                case 3 -> exchange.close();
                default -> ReceivingHost.answering(200).answer(number, exchange);
              }
            });
    add(host);
    entries(30);
    await_all(host);

    List<Came> came = host.came();
    assertThat(came).hasSizeGreaterThanOrEqualTo(4);
    assertThat(came.get(2).header("webhook-id"))
        .as("the same lines")
        .isEqualTo(came.get(1).header("webhook-id"));
    assertThat(host.places().stream().filter(place -> place == 0)).hasSize(4);
  }

  @Test
  void a_server_that_is_killed_between_sending_and_noting_it_sends_again() {
    ReceivingHost host =
        receiver(
            (number, exchange) -> {
              if (number == 1) {
                // As if its time were over: another server has the stream.
                SERVER
                    .superuser()
                    .sql(
                        "UPDATE audit.stream_turn SET holder = gen_random_uuid(),"
                            + " held_until = now() + interval '1 second'")
                    .update();
              }
              ReceivingHost.answering(200).answer(number, exchange);
            });
    add(host);
    await_all(host);

    assertThat(host.places().stream().filter(place -> place == 0)).hasSize(2);
  }

  @Test
  void an_answer_of_410_pauses_until_somebody_resumes() {
    ReceivingHost host = receiver(ReceivingHost.answering(410));
    add(host);
    await(() -> OWNER.get(streams).body().contains("The receiver answered 410"));
    int came = host.came().size();
    entries(3);
    at_once();
    sleep(1_500);
    assertThat(host.came()).hasSize(came);
    assertThat(OWNER.get("/w/" + workspace + "/security/changes?table=audit.stream").body())
        .contains("declined-410");

    host.from_now_on(ReceivingHost.answering(200));
    assertThat(OWNER.post(streams + "/" + id() + "/resume").location())
        .isEqualTo(streams + "?done=resumed");
    await_all(host);
    assertThat(OWNER.get(streams).body()).contains("Sending").doesNotContain("Paused");
  }

  @Test
  void three_days_of_failures_pause_as_well() {
    ReceivingHost host = receiver(ReceivingHost.answering(500));
    add(host);
    await(() -> OWNER.get(streams).body().contains("the receiver answered 500"));
    SERVER
        .superuser()
        .sql(
            "UPDATE audit.stream_turn SET failing_since = now() - interval '4 days', due_at ="
                + " now()")
        .update();

    await(() -> OWNER.get(streams).body().contains("Nothing could be delivered for three days"));
  }

  @Test
  void what_retention_took_before_it_was_sent_is_said_in_a_line() {
    ReceivingHost host = receiver(ReceivingHost.answering(200));
    entries(10);
    await(() -> size() == 12);
    SERVER
        .superuser()
        .sql("DELETE FROM audit.access WHERE workspace_id = ? AND action = 'DASHBOARD_READ'")
        .param(workspace)
        .update();
    SERVER
        .superuser()
        .sql("DELETE FROM audit.leaf WHERE workspace_id = ? AND seq IN (2, 3, 7)")
        .param(workspace)
        .update();
    add(host);
    await(() -> accepted() == size());

    JsonNode gone =
        host.lines().stream().filter(line -> line.has("gone")).findFirst().orElseThrow();
    assertThat(gone.get("index").asLong()).isEqualTo(2);
    assertThat(gone.get("gone").get("first").asLong()).isEqualTo(2);
    assertThat(gone.get("gone").get("end").asLong()).isEqualTo(12);
  }

  @Test
  void hostile_text_stays_within_its_line() {
    ReceivingHost host = receiver(ReceivingHost.answering(200));
    String hostile = "x\n{\"index\":0}\r\u2028\u0085\u202e\u001b[2J\"\\ \ud83d\udd12";
    SERVER
        .superuser()
        .sql("UPDATE workspace.workspace SET name = ? WHERE workspace_id = ?")
        .params(hostile, workspace)
        .update();
    add(host);
    await_all(host);

    assertThat(host.places()).doesNotHaveDuplicates();
    JsonNode change =
        host.lines().stream()
            .filter(line -> line.at("/entry/operation").asString("").equals("UPDATE"))
            .findFirst()
            .orElseThrow();
    assertThat(change.at("/entry/after/name").asString()).isEqualTo(hostile);
    for (Came came : host.came()) {
      assertThat(new String(came.body(), StandardCharsets.UTF_8).replace("\n", ""))
          .doesNotContainPattern("[\\x00-\\x1f]");
    }
  }

  @Test
  void a_receiver_that_hangs_holds_up_no_other() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    ReceivingHost.Behaviour hanging =
        (number, exchange) -> {
          try {
            end.await(10, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          exchange.close();
        };
    ReceivingHost[] dead = {receiver(hanging), receiver(hanging), receiver(hanging)};
    for (ReceivingHost host : dead) {
      add(host);
    }
    await(() -> List.of(dead).stream().allMatch(host -> host.came().size() == 1));
    ReceivingHost alive = receiver(ReceivingHost.answering(200));
    long begun = System.nanoTime();
    add(alive);
    await(() -> alive.places().size() >= 2);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    end.countDown();
  }
}
