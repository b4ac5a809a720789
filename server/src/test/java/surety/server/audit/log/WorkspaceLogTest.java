package surety.server.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import surety.server.audit.log.Checkpoints.Signed;
import surety.server.workspace.Role;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;
import surety.translog.Checkpoint;
import surety.translog.LogVerdict.Verified;

/// Entries get their places in the log of their workspace, and what is shown of it verifies.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WorkspaceLogTest {

  @TempDir Path outside;
  private LogGround ground;

  @BeforeEach
  void open() {
    ground = new LogGround(outside);
  }

  @AfterEach
  void close() {
    ground.close();
  }

  @Test
  void each_entry_of_both_trails_has_one_place_and_the_file_of_the_log_verifies()
      throws IOException {
    UUID first = ground.trail.record(ground.scope, LogGround.READ).entryId();
    UUID second = ground.trail.record(ground.scope, LogGround.READ).entryId();
    ground.trail.record(ground.other, LogGround.READ);
    ground.sequencer.sequence();

    String file = ground.export();

    // The workspace and its member were changes.
    assertThat(ground.verdict(file))
        .isInstanceOfSatisfying(
            Verified.class,
            whole -> {
              assertThat(whole.checkpoint().size()).isEqualTo(4);
              assertThat(whole.opened()).isEqualTo(4);
            });
    assertThat(file.lines().skip(1).filter(line -> line.contains("\"payload\"")).toList())
        .satisfiesExactly(
            line -> assertThat(line).contains("workspace.workspace").contains("Example Ltd"),
            line -> assertThat(line).contains("workspace.member").contains("ada@example.org"),
            line -> assertThat(line).contains(first.toString()).contains("DASHBOARD_READ"),
            line -> assertThat(line).contains(second.toString()));
    assertThat(file).doesNotContain("bob@example.net");
  }

  @Test
  void the_text_of_an_entry_never_changes_its_form() {
    ground
        .superuser
        .sql(
            """
            INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action, data_kind,
                                      first_day, last_day, connection_id, record_count, outcome,
                                      completes, detail)
            SELECT ?, date_trunc('day', now()) + interval '1 microsecond',
                   '019a0000-0000-7000-8000-000000000001', 'a',
                   '019a0000-0000-7000-8000-000000000002', 'SOURCE_FETCH', 'time-entries',
                   '2026-01-01', '2026-12-31', '019a0000-0000-7000-8000-000000000003', 60000,
                   'COMPLETED', '019a0000-0000-7000-8000-000000000004', '{"model": "m", "tokens": 7}'
            """)
        .param(ground.scope.workspace().value())
        .update();
    ground.sequencer.sequence();

    assertThat(ground.rows.entries(ground.scope, 2, 3, 10))
        .singleElement()
        .extracting(standing -> ((surety.translog.LogEntry.Opened) standing.entry()).payload())
        .isEqualTo(
            ("{\"accessor\":\"a\",\"action\":\"SOURCE_FETCH\",\"at\":\"%sT00:00:00.000001Z\","
                    + "\"completes\":\"019a0000-0000-7000-8000-000000000004\","
                    + "\"connection\":\"019a0000-0000-7000-8000-000000000003\",\"count\":60000,"
                    + "\"data\":\"time-entries\",\"detail\":{\"model\": \"m\", \"tokens\": 7},"
                    + "\"first_day\":\"2026-01-01\","
                    + "\"id\":\"019a0000-0000-7000-8000-000000000001\","
                    + "\"last_day\":\"2026-12-31\",\"outcome\":\"COMPLETED\","
                    + "\"principal\":\"019a0000-0000-7000-8000-000000000002\","
                    + "\"stream\":\"access\",\"workspace\":\"%s\"}")
                .formatted(LocalDate.now(ZoneOffset.UTC), ground.scope.workspace()));
  }

  @Test
  void an_entry_of_a_transaction_that_has_not_ended_is_neither_lost_nor_overtaken()
      throws SQLException, IOException {
    try (Connection slow = ground.database.superuserSource().getConnection();
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute(
          "UPDATE workspace.workspace SET name = 'Slow Ltd' WHERE workspace_id = '"
              + ground.scope.workspace()
              + "'");
      UUID later = ground.trail.record(ground.scope, LogGround.READ).entryId();
      ground.sequencer.sequence();
      assertThat(ground.rows.place(ground.scope, later)).isEmpty();
      assertThat(ground.size(ground.scope)).isEqualTo(2);

      slow.commit();
      ground.sequencer.sequence();

      assertThat(ground.rows.place(ground.scope, later)).contains(3L);
      assertThat(ground.export()).contains("Slow Ltd");
    }
  }

  @Test
  void a_transaction_with_more_entries_than_are_read_at_once_is_sequenced_in_parts() {
    ground
        .superuser
        .sql(
            """
            INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action, data_kind,
                                      outcome)
            SELECT ?, clock_timestamp(), gen_random_uuid(), 'u', gen_random_uuid(),
                   'DASHBOARD_READ', 'dashboard', 'COMPLETED'
              FROM generate_series(1, 35)
            """)
        .param(ground.scope.workspace().value())
        .update();
    ground.trail.record(ground.scope, LogGround.READ);
    Sequencer inParts =
        new Sequencer(
            new SequencerRows(ground.workspaces.door(ground.pool), new WorkspaceScopes()), 10);

    assertThat(inParts.sequence()).isEqualTo(36);

    assertThat(ground.size(ground.scope)).isEqualTo(2 + 36);
    assertThat(ground.sequencer.sequence()).isZero();
    assertThat(ground.inspected()).isInstanceOf(Verified.class);
  }

  @Test
  void two_servers_and_sixteen_writers_make_one_log_without_gaps() throws Exception {
    Sequencer second =
        new Sequencer(
            new SequencerRows(ground.workspaces.door(ground.pool), new WorkspaceScopes()));
    AtomicBoolean writing = new AtomicBoolean(true);
    List<UUID> written = java.util.Collections.synchronizedList(new ArrayList<>());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> sequencing = new ArrayList<>();
      for (Sequencer one : List.of(ground.sequencer, second)) {
        sequencing.add(
            threads.submit(
                () -> {
                  while (writing.get()) {
                    one.sequence();
                  }
                }));
      }
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < 16; writer++) {
        WorkspaceScope of = writer % 2 == 0 ? ground.scope : ground.other;
        writers.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 60; i++) {
                    written.add(ground.trail.record(of, LogGround.READ).entryId());
                  }
                }));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
      writing.set(false);
      for (Future<?> one : sequencing) {
        one.get();
      }
    }
    ground.sequencer.sequence();

    assertThat(ground.size(ground.scope)).isEqualTo(2 + 8 * 60);
    assertThat(ground.size(ground.other)).isEqualTo(2 + 8 * 60);
    assertThat(
            new HashSet<>(
                ground.superuser.sql("SELECT id FROM audit.leaf").query(UUID.class).list()))
        .containsAll(written);
    assertThat(ground.verdict(ground.export())).isInstanceOf(Verified.class);
    assertThat(ground.inspected()).isInstanceOf(Verified.class);
  }

  @Test
  void database_sessions_that_are_killed_two_hundred_times_leave_one_log_without_gaps()
      throws Exception {
    Sequencer second =
        new Sequencer(
            new SequencerRows(ground.workspaces.door(ground.pool), new WorkspaceScopes()));
    AtomicBoolean working = new AtomicBoolean(true);
    List<UUID> acknowledged = java.util.Collections.synchronizedList(new ArrayList<>());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> work = new ArrayList<>();
      for (Sequencer one : List.of(ground.sequencer, second)) {
        work.add(threads.submit(() -> whileWorking(working, one::sequence)));
      }
      for (int writer = 0; writer < 8; writer++) {
        work.add(
            threads.submit(
                () ->
                    whileWorking(
                        working,
                        () ->
                            acknowledged.add(
                                ground.trail.record(ground.scope, LogGround.READ).entryId()))));
      }
      int killed = 0;
      while (killed < 200) {
        killed += killOne();
      }
      working.set(false);
      for (Future<?> one : work) {
        one.get();
      }
    }
    ground.sequencer.sequence();

    assertThat(acknowledged).hasSizeGreaterThan(200);
    assertThat(
            new HashSet<>(
                ground.superuser.sql("SELECT id FROM audit.leaf").query(UUID.class).list()))
        .containsAll(acknowledged);
    long written =
        ground
            .superuser
            .sql("SELECT count(*) FROM audit.access WHERE workspace_id = ?")
            .param(ground.scope.workspace().value())
            .query(Long.class)
            .single();
    assertThat(ground.size(ground.scope)).isEqualTo(2 + written);
    assertThat(ground.inspected()).isInstanceOf(Verified.class);
  }

  // A session that was killed fails whatever ran on it; nothing of that was acknowledged.
  private static void whileWorking(AtomicBoolean working, Runnable work) {
    while (working.get()) {
      try {
        work.run();
      } catch (DataAccessException | surety.server.audit.AuditUnavailable e) {
        Thread.yield();
      }
    }
  }

  private int killOne() {
    return ground
        .superuser
        .sql(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND usename = 'surety_runtime' AND state = 'active'
             ORDER BY random() LIMIT 1
            """)
        .query(Boolean.class)
        .list()
        .size();
  }

  @Test
  void entries_of_a_workspace_are_nobody_elses_to_read_from_its_log() {
    ground.trail.record(ground.other, LogGround.READ);
    ground.sequencer.sequence();

    assertThat(ground.rows.entries(ground.scope, 0, 100, 100)).hasSize(2);
    assertThat(ground.rows.place(ground.scope, ground.id(ground.other))).isEmpty();
    WorkspaceScope viewer =
        ground.workspaces.member(ground.scope.workspace(), "carl@example.org", Role.VIEWER);
    assertThatThrownBy(() -> ground.rows.head(viewer)).isInstanceOf(DataAccessException.class);
    // The sequencer's functions want the server's own scope.
    for (String function :
        List.of(
            "audit.sequencing()",
            "audit.unsequenced(0, 9000000000, now(), 10)",
            "audit.unsequenced_of(current_date, 9000000000, 10)",
            "audit.days_with_entries()",
            "audit.logs('{}')",
            "audit.sequence(0, 0, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}',"
                + " '{}', '{}', '{}')",
            "audit.keep_checkpoint(gen_random_uuid(), 1, 'x')",
            "audit.logs_to_sign(0, gen_random_uuid(), 1)",
            "audit.all_logs(gen_random_uuid(), 1)")) {
      assertThatThrownBy(
              () ->
                  ground
                      .workspaces
                      .door(ground.pool)
                      .write(
                          ground.scope,
                          client -> client.sql("SELECT * FROM " + function).query().listOfRows()))
          .hasStackTraceContaining("not the server's own scope");
    }
  }

  @Test
  void what_ages_leaves_its_place_and_every_proof_still_holds() throws IOException {
    ground.trail.record(ground.scope, LogGround.READ);
    ground.sequencer.sequence();
    Checkpoint before = ground.checkpoints.latest(ground.scope).orElseThrow().checkpoint();
    ground.superuser.sql("DELETE FROM audit.change").update();
    ground.superuser.sql("DELETE FROM audit.leaf WHERE stream = 'change'").update();
    ground.trail.record(ground.scope, LogGround.READ);
    ground.sequencer.sequence();
    ground.anHourPasses();

    assertThat(ground.verdict(ground.export(), before))
        .isInstanceOfSatisfying(
            Verified.class,
            whole -> {
              assertThat(whole.erased()).isEqualTo(2);
              assertThat(whole.opened()).isEqualTo(2);
            });
  }

  @Test
  void entries_from_before_there_were_logs_and_hidden_ones_are_found_by_a_sweep() {
    ground.superuser.sql("ALTER TABLE audit.access ALTER COLUMN xid SET DEFAULT 0").update();
    UUID hidden = ground.trail.record(ground.scope, LogGround.READ).entryId();
    assertThat(ground.sequencer.sequence()).isZero();
    assertThat(ground.rows.place(ground.scope, hidden)).isEmpty();

    assertThat(ground.sequencer.sweepAll()).isEqualTo(1);

    assertThat(ground.rows.place(ground.scope, hidden)).contains(2L);
    assertThat(ground.sequencer.sweepAll()).isZero();
  }

  @Test
  void a_checkpoint_is_signed_once_and_grows_with_the_log() {
    Signed one = ground.checkpoints.latest(ground.scope).orElseThrow();
    assertThat(ground.checkpoints.latest(ground.scope).orElseThrow().note().encoded())
        .isEqualTo(one.note().encoded());
    assertThat(ground.signer.signed()).isEqualTo(1);
    assertThat(one.checkpoint().origin()).isEqualTo("surety/log/" + ground.scope.workspace());
    ground.trail.record(ground.scope, LogGround.READ);
    ground.sequencer.sequence();
    ground.anHourPasses();

    ground.checkpoints.signGrown(() -> true);

    assertThat(ground.rows.checkpoints(ground.scope, 10))
        .extracting(LogRows.Kept::size)
        .containsExactly(3L, 2L);
    assertThat(ground.signer.signed()).as("the other workspace's as well").isEqualTo(3);
  }
}
