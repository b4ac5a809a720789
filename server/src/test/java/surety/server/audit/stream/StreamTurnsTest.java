package surety.server.audit.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.audit.stream.StreamTurns.Claimed;
import surety.server.operations.TestPostgres;
import surety.server.platform.Ids;
import surety.server.workspace.Permission;
import surety.server.workspace.Role;
import surety.server.workspace.TestWorkspaces;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// A stream is one server's at a time, and its position only moves on.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StreamTurnsTest {

  private final TestPostgres.Database database = TestPostgres.migrated();
  private final TestWorkspaces workspaces = TestWorkspaces.in(database);
  private final JdbcClient superuser = JdbcClient.create(database.superuserSource());
  private final HikariDataSource pool = database.runtimePool(4);
  private final WorkspaceDatabase door = workspaces.door(pool);
  private final StreamTurns one = new StreamTurns(door, new WorkspaceScopes());
  private final StreamTurns other = new StreamTurns(door, new WorkspaceScopes());
  private final WorkspaceScope owner = workspaces.create("ada@example.org", Role.OWNER);
  private final WorkspaceScope job = one.scope(owner.workspace());

  @AfterEach
  void close() {
    pool.close();
  }

  private UUID stream(long size) {
    superuser
        .sql(
            """
            INSERT INTO audit.log (workspace_id, size, edge) VALUES (?, ?, '')
            ON CONFLICT (workspace_id) DO UPDATE SET size = excluded.size
            """)
        .params(owner.workspace().value(), size)
        .update();
    UUID id = Ids.next();
    door.write(
        owner,
        client ->
            StreamRows.add(
                client,
                new LogStream(
                    id,
                    "SIEM " + id,
                    StreamKind.WEBHOOK,
                    "siem.invalid",
                    443,
                    "/",
                    null,
                    null,
                    java.time.Instant.EPOCH,
                    null,
                    null),
                0));
    return id;
  }

  private static Batch batch(long first, long end) {
    return new Batch("x", first, end, List.of());
  }

  private void anHourPasses() {
    superuser
        .sql(
            """
            UPDATE audit.stream_turn
               SET held_until = held_until - interval '1 hour', due_at = due_at - interval '1 hour'
            """)
        .update();
  }

  @Test
  void of_two_servers_one_has_a_stream_until_its_time_is_over() {
    UUID id = stream(10);
    assertThat(one.claim(5, 5)).extracting(Claimed::stream).containsExactly(id);
    assertThat(other.claim(5, 5)).isEmpty();
    assertThat(other.advance(job, id, batch(0, 3))).isFalse();
    assertThat(one.advance(job, id, batch(0, 3))).isTrue();
    anHourPasses();

    assertThat(other.claim(5, 5)).extracting(Claimed::next).containsExactly(3L);
    assertThat(one.advance(job, id, batch(3, 4))).isFalse();
    assertThat(one.release(job, id, Duration.ZERO, false)).isFalse();
    assertThat(one.fail(job, id, "TIMED_OUT", Duration.ZERO)).isFalse();
    assertThat(other.advance(job, id, batch(3, 10))).isTrue();
    assertThat(other.release(job, id, Duration.ZERO, false)).isTrue();
    assertThat(one.claim(5, 5)).as("nothing is left").isEmpty();
  }

  @Test
  void a_position_never_goes_back_and_begins_where_it_was() {
    UUID id = stream(10);
    one.claim(5, 5);
    assertThat(one.advance(job, id, batch(1, 3))).isFalse();
    assertThat(one.advance(job, id, batch(0, 0))).isFalse();
    assertThat(one.advance(job, id, batch(0, 5))).isTrue();
    assertThat(one.advance(job, id, batch(0, 5))).isFalse();
  }

  @Test
  void streams_that_fail_have_few_places_and_wait() {
    List<UUID> ids = List.of(stream(10), stream(10), stream(10));
    assertThat(one.claim(2, 0)).hasSize(2);
    assertThat(one.claim(2, 0)).hasSize(1);
    ids.forEach(id -> one.fail(job, id, "TIMED_OUT", Duration.ofSeconds(60)));
    assertThat(one.claim(5, 5)).isEmpty();
    anHourPasses();
    UUID fine = stream(10);

    assertThat(one.claim(5, 1)).hasSize(2).extracting(Claimed::stream).contains(fine);
    assertThat(one.claim(5, 0)).isEmpty();
    assertThat(one.claim(0, 5))
        .hasSize(2)
        .allSatisfy(
            claimed -> {
              assertThat(claimed.slow()).isTrue();
              assertThat(claimed.failures()).isEqualTo(1);
              assertThat(claimed.failingSince()).isNotNull();
            });
  }

  @Test
  void a_paused_stream_is_nobodys_turn() {
    UUID id = stream(10);
    door.write(
        one.pausing(owner.workspace()),
        client ->
            client
                .sql("SELECT audit.pause_stream(?, 'declined-410')")
                .param(id)
                .query(Boolean.class)
                .single());
    assertThat(one.claim(5, 5)).isEmpty();
  }

  @Test
  void only_the_server_claims_and_moves_and_only_members_with_the_permission_change() {
    UUID id = stream(10);
    WorkspaceScope manager = workspaces.member(owner.workspace(), "bob@example.org", Role.MANAGER);
    refused(owner, "audit.claim_streams(gen_random_uuid(), 5, 5, '1 minute')", "own scope");
    refused(job, "audit.claim_streams(gen_random_uuid(), 5, 5, '1 minute')", "own scope");
    String server = "'" + id + "', gen_random_uuid()";
    for (String function :
        List.of(
            "advance_stream(" + server + ", 0, 1, 1, '1 minute')",
            "begin_stream_day(" + server + ", current_date)",
            "release_stream(" + server + ", '1 minute', false)",
            "fail_stream(" + server + ", 'X', '1 minute')")) {
      refused(owner, "audit." + function, "not a job of the server");
    }
    for (String function :
        List.of(
            "add_stream(gen_random_uuid(), 'x', 'webhook', 'x', 1, '/', NULL, NULL, 0)",
            "remove_stream('" + id + "')",
            "pause_stream('" + id + "', 'member')",
            "resume_stream('" + id + "')")) {
      refused(manager, "audit." + function, "permission missing");
      WorkspaceScope server2 =
          new WorkspaceScopes().ofSystemJob(owner.workspace(), Set.of(Permission.SETTINGS_MANAGE));
      refused(
          server2, "audit." + function, function.startsWith("pause") ? "not the reason" : "member");
    }
    refused(owner, "audit.pause_stream('" + id + "', 'failing')", "not the reason");
    assertThat(superuser.sql("SELECT count(*) FROM audit.stream").query(Long.class).single())
        .isEqualTo(1);
  }

  private void refused(WorkspaceScope scope, String function, String why) {
    assertThatThrownBy(
            () ->
                door.write(
                    scope, client -> client.sql("SELECT * FROM " + function).query().listOfRows()))
        .as(function)
        .hasStackTraceContaining(why);
  }
}
