package surety.server.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.audit.AccessAction;
import surety.server.audit.AccessEntry;
import surety.server.audit.AccessLog;
import surety.server.audit.AuditHandles;
import surety.server.audit.CheckpointSigner;
import surety.server.audit.DataScope;
import surety.server.audit.log.Checkpoints.Signed;
import surety.server.operations.TestPostgres;
import surety.server.workspace.Role;
import surety.server.workspace.TestWorkspaces;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;
import surety.translog.Checkpoint;
import surety.translog.LogVerdict;
import surety.translog.LogVerdict.Defect;
import surety.translog.LogVerdict.Kind;
import surety.translog.LogVerdict.Verified;
import surety.translog.LogVerifier;
import surety.translog.NoteKey;
import surety.translog.SignedNote;
import surety.translog.WitnessFolder;
import surety.translog.WitnessPolicy;

/// Entries get their places in the log of their workspace, and what is shown of it verifies.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WorkspaceLogTest {

  private static final AccessEntry READ =
      AccessEntry.of(AccessAction.DASHBOARD_READ, DataScope.all("dashboard"));

  private final TestPostgres.Database database = TestPostgres.migrated();
  private final TestWorkspaces workspaces = TestWorkspaces.in(database);
  private final JdbcClient superuser = JdbcClient.create(database.superuserSource());
  private final Signer signer = new Signer();
  @TempDir Path outside;
  private HikariDataSource pool;
  private AccessLog trail;
  private LogRows rows;
  private Sequencer sequencer;
  private Checkpoints checkpoints;
  private LogExports exports;
  private LogInspection inspection;
  private WorkspaceScope scope;
  private WorkspaceScope other;

  @BeforeEach
  void open() {
    pool = database.runtimePool(8);
    WorkspaceDatabase door = workspaces.door(pool);
    SequencerRows server = new SequencerRows(door, new WorkspaceScopes());
    trail = AuditHandles.log(door);
    rows = new LogRows(door);
    sequencer = new Sequencer(server);
    checkpoints =
        new Checkpoints(
            rows,
            server,
            new WorkspaceScopes(),
            signer,
            new WitnessFolder(outside),
            Clock.systemUTC());
    exports = new LogExports(rows, signer);
    inspection =
        new LogInspection(
            rows, server, checkpoints, signer, AuditHandles.retention(door), Clock.systemUTC());
    scope = workspaces.create("ada@example.org", Role.OWNER);
    other = workspaces.create("bob@example.net", Role.OWNER);
    sequencer.sequence();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void each_entry_of_both_trails_has_one_place_and_the_file_of_the_log_verifies()
      throws IOException {
    UUID first = trail.record(scope, READ).entryId();
    UUID second = trail.record(scope, READ).entryId();
    trail.record(other, READ);
    sequencer.sequence();

    String file = export();

    // The workspace and its member were changes.
    assertThat(verdict(file))
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
    superuser
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
        .param(scope.workspace().value())
        .update();
    sequencer.sequence();

    assertThat(rows.entries(scope, 2, 3, 10))
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
                .formatted(LocalDate.now(ZoneOffset.UTC), scope.workspace()));
  }

  @Test
  void an_entry_of_a_transaction_that_has_not_ended_is_neither_lost_nor_overtaken()
      throws SQLException, IOException {
    try (Connection slow = database.superuserSource().getConnection();
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute(
          "UPDATE workspace.workspace SET name = 'Slow Ltd' WHERE workspace_id = '"
              + scope.workspace()
              + "'");
      UUID later = trail.record(scope, READ).entryId();
      sequencer.sequence();
      assertThat(rows.place(scope, later)).isEmpty();
      assertThat(size(scope)).isEqualTo(2);

      slow.commit();
      sequencer.sequence();

      assertThat(rows.place(scope, later)).contains(3L);
      assertThat(export()).contains("Slow Ltd");
    }
  }

  @Test
  void two_servers_and_sixteen_writers_make_one_log_without_gaps() throws Exception {
    Sequencer second =
        new Sequencer(new SequencerRows(workspaces.door(pool), new WorkspaceScopes()));
    AtomicBoolean writing = new AtomicBoolean(true);
    List<UUID> written = java.util.Collections.synchronizedList(new ArrayList<>());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> sequencing = new ArrayList<>();
      for (Sequencer one : List.of(sequencer, second)) {
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
        WorkspaceScope of = writer % 2 == 0 ? scope : other;
        writers.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 60; i++) {
                    written.add(trail.record(of, READ).entryId());
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
    sequencer.sequence();

    assertThat(size(scope)).isEqualTo(2 + 8 * 60);
    assertThat(size(other)).isEqualTo(2 + 8 * 60);
    assertThat(new HashSet<>(superuser.sql("SELECT id FROM audit.leaf").query(UUID.class).list()))
        .containsAll(written);
    assertThat(verdict(export())).isInstanceOf(Verified.class);
    assertThat(inspected()).isInstanceOf(Verified.class);
  }

  @Test
  void database_sessions_that_are_killed_two_hundred_times_leave_one_log_without_gaps()
      throws Exception {
    Sequencer second =
        new Sequencer(new SequencerRows(workspaces.door(pool), new WorkspaceScopes()));
    AtomicBoolean working = new AtomicBoolean(true);
    List<UUID> acknowledged = java.util.Collections.synchronizedList(new ArrayList<>());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> work = new ArrayList<>();
      for (Sequencer one : List.of(sequencer, second)) {
        work.add(threads.submit(() -> whileWorking(working, one::sequence)));
      }
      for (int writer = 0; writer < 8; writer++) {
        work.add(
            threads.submit(
                () ->
                    whileWorking(
                        working, () -> acknowledged.add(trail.record(scope, READ).entryId()))));
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
    sequencer.sequence();

    assertThat(acknowledged).hasSizeGreaterThan(200);
    assertThat(new HashSet<>(superuser.sql("SELECT id FROM audit.leaf").query(UUID.class).list()))
        .containsAll(acknowledged);
    long written =
        superuser
            .sql("SELECT count(*) FROM audit.access WHERE workspace_id = ?")
            .param(scope.workspace().value())
            .query(Long.class)
            .single();
    assertThat(size(scope)).isEqualTo(2 + written);
    assertThat(inspected()).isInstanceOf(Verified.class);
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
    return superuser
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
    trail.record(other, READ);
    sequencer.sequence();

    assertThat(rows.entries(scope, 0, 100, 100)).hasSize(2);
    assertThat(rows.place(scope, id(other))).isEmpty();
    WorkspaceScope viewer = workspaces.member(scope.workspace(), "carl@example.org", Role.VIEWER);
    assertThatThrownBy(() -> rows.head(viewer)).isInstanceOf(DataAccessException.class);
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
                  workspaces
                      .door(pool)
                      .write(
                          scope,
                          client -> client.sql("SELECT * FROM " + function).query().listOfRows()))
          .hasStackTraceContaining("not the server's own scope");
    }
  }

  @Test
  void what_ages_leaves_its_place_and_every_proof_still_holds() throws IOException {
    trail.record(scope, READ);
    sequencer.sequence();
    Checkpoint before = checkpoints.latest(scope).orElseThrow().checkpoint();
    superuser.sql("DELETE FROM audit.change").update();
    superuser.sql("DELETE FROM audit.leaf WHERE stream = 'change'").update();
    trail.record(scope, READ);
    sequencer.sequence();
    anHourPasses();

    assertThat(verdict(export(), before))
        .isInstanceOfSatisfying(
            Verified.class,
            whole -> {
              assertThat(whole.erased()).isEqualTo(2);
              assertThat(whole.opened()).isEqualTo(2);
            });
  }

  @Test
  void entries_from_before_there_were_logs_and_hidden_ones_are_found_by_a_sweep() {
    superuser.sql("ALTER TABLE audit.access ALTER COLUMN xid SET DEFAULT 0").update();
    UUID hidden = trail.record(scope, READ).entryId();
    assertThat(sequencer.sequence()).isZero();
    assertThat(rows.place(scope, hidden)).isEmpty();

    assertThat(sequencer.sweepAll()).isEqualTo(1);

    assertThat(rows.place(scope, hidden)).contains(2L);
    assertThat(sequencer.sweepAll()).isZero();
  }

  @Test
  void a_checkpoint_is_signed_once_and_grows_with_the_log() {
    Signed one = checkpoints.latest(scope).orElseThrow();
    assertThat(checkpoints.latest(scope).orElseThrow().note().encoded())
        .isEqualTo(one.note().encoded());
    assertThat(signer.signed).isEqualTo(1);
    assertThat(one.checkpoint().origin()).isEqualTo("surety/log/" + scope.workspace());
    trail.record(scope, READ);
    sequencer.sequence();
    anHourPasses();

    checkpoints.signGrown(() -> true);

    assertThat(rows.checkpoints(scope, 10)).extracting(LogRows.Kept::size).containsExactly(3L, 2L);
    assertThat(signer.signed).as("the other workspace's as well").isEqualTo(3);
  }

  @Test
  void a_database_that_was_set_back_is_not_signed_any_more() {
    trail.record(scope, READ);
    sequencer.sequence();
    assertThat(checkpoints.latest(scope)).isPresent();
    superuser
        .sql("UPDATE audit.log SET size = 1, edge = substr(edge, 65, 32) || substr(edge, 65, 32)")
        .update();

    assertThatThrownBy(() -> checkpoints.latest(scope))
        .hasMessage("it had 3 entries and now has 1");
    assertThat(inspected()).isInstanceOfSatisfying(Defect.class, this::isTailRemoved);
  }

  private void isTailRemoved(Defect defect) {
    assertThat(defect.kind()).isEqualTo(Kind.TAIL_REMOVED);
    assertThat(defect.index()).isEqualTo(1);
  }

  @Test
  void the_inspection_names_the_first_place_that_is_wrong() {
    for (int i = 0; i < 600; i++) {
      trail.record(scope, READ);
    }
    sequencer.sequence();
    assertThat(checkpoints.latest(scope)).isPresent();
    assertThat(inspected()).isInstanceOf(Verified.class);

    assertFound(
        Kind.ENTRY_CHANGED, 100, "UPDATE audit.access SET outcome = 'REFUSED' WHERE " + at(100));
    assertFound(Kind.ENTRY_CHANGED, 0, "UPDATE audit.change SET row_after = '{}' WHERE " + at(0));
    assertFound(Kind.ENTRY_MISSING, 50, "DELETE FROM audit.access WHERE " + at(50));
    assertFound(Kind.ENTRY_MISSING, 50, "DELETE FROM audit.leaf WHERE seq = 50");
    assertFound(Kind.ENTRY_CHANGED, 7, "UPDATE audit.leaf SET salt = sha256(salt) WHERE seq = 7");
    assertFound(
        Kind.TREE_CHANGED,
        0,
        "UPDATE audit.run SET hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 1)"
            + " WHERE level = 0 AND first = 0");
    assertFound(
        Kind.TREE_CHANGED,
        256,
        "UPDATE audit.run SET hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1)"
            + " WHERE level = 0 AND first = 256");
    assertFound(
        Kind.CHECKPOINT_CHANGED,
        602,
        "UPDATE audit.checkpoint SET note = replace(note, E'\\n602\\n', E'\\n601\\n')");
  }

  private void assertFound(Kind kind, long index, String tampering) {
    try (Connection connection = database.superuserSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept_change AS TABLE audit.change");
      statement.execute("CREATE TABLE kept_access AS TABLE audit.access");
      statement.execute("CREATE TABLE kept_leaf AS TABLE audit.leaf");
      statement.execute("CREATE TABLE kept_run AS TABLE audit.run");
      statement.execute("CREATE TABLE kept_checkpoint AS TABLE audit.checkpoint");
      statement.execute(tampering);
      try {
        assertThat(inspected())
            .as(tampering)
            .isInstanceOfSatisfying(
                Defect.class,
                defect -> {
                  assertThat(defect.kind()).as(tampering).isEqualTo(kind);
                  assertThat(defect.index()).as(tampering).isEqualTo(index);
                });
      } finally {
        for (String table : List.of("change", "access", "leaf", "run", "checkpoint")) {
          statement.execute("DELETE FROM audit." + table);
          statement.execute("INSERT INTO audit." + table + " TABLE kept_" + table);
          statement.execute("DROP TABLE kept_" + table);
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  // The entry that stands there.
  private String at(long seq) {
    UUID id =
        superuser
            .sql("SELECT id FROM audit.leaf WHERE workspace_id = ? AND seq = ?")
            .params(scope.workspace().value(), seq)
            .query(UUID.class)
            .single();
    return "id = '" + id + "'";
  }

  private void anHourPasses() {
    superuser.sql("UPDATE audit.checkpoint SET signed_at = signed_at - interval '1 hour'").update();
  }

  private UUID id(WorkspaceScope of) {
    return superuser
        .sql("SELECT id FROM audit.access WHERE workspace_id = ?")
        .param(of.workspace().value())
        .query(UUID.class)
        .single();
  }

  private long size(WorkspaceScope of) {
    return rows.head(of).orElseThrow().edge().size();
  }

  private LogVerdict inspected() {
    return inspection.one(scope.workspace().value()).orElseThrow().verdict();
  }

  private String export() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Signed signed = checkpoints.latest(scope).orElseThrow();
    exports.write(scope, signed, 0, signed.checkpoint().size(), List.of(), file);
    return file.toString(StandardCharsets.UTF_8);
  }

  private LogVerdict verdict(String file, Checkpoint... kept) throws IOException {
    NoteKey key = signer.keys(Checkpoints.origin(scope.workspace())).getLast();
    return new LogVerifier(key, List.of(kept), WitnessPolicy.NONE)
        .verify(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
  }

  private static final class Signer implements CheckpointSigner {
    private final KeyPair pair = generate();
    private int signed;

    private static KeyPair generate() {
      try {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public SignedNote sign(Checkpoint checkpoint) {
      signed++;
      return checkpoint.sign(keys(checkpoint.origin()).getLast(), pair.getPrivate());
    }

    @Override
    public List<NoteKey> keys(String origin) {
      return List.of(NoteKey.of(origin, pair.getPublic()));
    }
  }
}
