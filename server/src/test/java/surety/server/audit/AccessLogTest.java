package surety.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static surety.server.audit.AccessAction.DASHBOARD_READ;
import static surety.server.audit.AccessAction.SOURCE_FETCH;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.operations.TestPostgres;
import surety.server.platform.Ids;
import surety.server.workspace.Role;
import surety.server.workspace.TestWorkspaces;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccessLogTest {

  private static final AccessEntry READ =
      AccessEntry.of(DASHBOARD_READ, DataScope.all("dashboard"));

  private static final String MEMBERS = "SELECT workspace_id FROM workspace.member";
  private static final RowMapper<UUID> WORKSPACE = (row, _) -> row.getObject(1, UUID.class);

  private final TestPostgres.Database database = TestPostgres.migrated();
  private final TestWorkspaces workspaces = TestWorkspaces.in(database);
  private final JdbcClient superuser = JdbcClient.create(database.superuserSource());
  private HikariDataSource pool;
  private AccessLog log;
  private WorkspaceScope scope;

  @BeforeEach
  void open() {
    pool = database.runtimePool(4);
    log = new DurableAccessLog(new AccessRows(workspaces.door(pool)));
    scope = workspaces.create("ada@example.org", Role.OWNER);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void an_entry_is_committed_before_its_handle_is_returned() {
    AuditHandle handle = log.record(scope, READ);

    assertThat(ids()).containsExactly(handle.entryId());
    assertThat(handle.workspace()).isEqualTo(scope.workspace());
  }

  @Test
  void an_entry_says_who_did_what_to_which_data() {
    UUID connection = Ids.next();
    DataScope data =
        DataScope.between("invoices", LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31));

    log.record(scope, AccessEntry.of(SOURCE_FETCH, data).through(connection));

    assertThat(only())
        .containsEntry("workspace_id", scope.workspace().value())
        .containsEntry("principal", scope.principal().value())
        .containsEntry("accessor", "u")
        .containsEntry("action", "SOURCE_FETCH")
        .containsEntry("data_kind", "invoices")
        .containsEntry("first_day", java.sql.Date.valueOf("2026-01-01"))
        .containsEntry("last_day", java.sql.Date.valueOf("2026-03-31"))
        .containsEntry("connection_id", connection)
        .containsEntry("record_count", null)
        .containsEntry("outcome", "BEGUN")
        .containsEntry("completes", null);
  }

  @Test
  void a_job_of_the_server_is_recorded_as_the_system() {
    log.record(new WorkspaceScopes().ofSystemJob(scope.workspace(), java.util.Set.of()), READ);

    assertThat(only())
        .containsEntry("accessor", "s")
        .containsEntry("principal", UUID.fromString("00000000-0000-0000-0000-000000000001"));
  }

  @Test
  void how_an_access_ended_is_an_entry_of_its_own() {
    AuditHandle handle = log.record(scope, READ);
    log.complete(handle, Outcome.PARTIAL, 1234);

    assertThat(rows()).hasSize(2);
    assertThat(rows().getFirst()).containsEntry("outcome", "BEGUN");
    assertThat(rows().getLast())
        .containsEntry("outcome", "PARTIAL")
        .containsEntry("record_count", 1234L)
        .containsEntry("completes", handle.entryId());
  }

  @Test
  void the_time_of_an_entry_is_the_databases_and_not_the_servers() {
    Clock tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));
    AccessLog elsewhere =
        new DurableAccessLog(new AccessRows(TestWorkspaces.in(database, tomorrow).door(pool)));
    OffsetDateTime before = databaseTime();

    elsewhere.record(scope, READ);

    assertThat(superuser.sql("SELECT at FROM audit.access").query(OffsetDateTime.class).single())
        .isBetween(before, databaseTime());
  }

  @Test
  void a_row_is_handed_out_once_the_entry_of_its_reading_is_committed() {
    List<Long> entries =
        log.read(scope, READ, "SELECT count(*) FROM audit.access", (row, _) -> row.getLong(1));

    assertThat(entries).as("seen in its own transaction").containsExactly(1L);
    assertThat(only()).containsEntry("action", "DASHBOARD_READ").containsEntry("outcome", "BEGUN");
  }

  @Test
  void readings_of_the_same_moment_share_a_commit_and_each_has_its_entry_and_its_own_rows()
      throws Exception {
    List<WorkspaceScope> owners = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      owners.add(workspaces.create("owner" + i + "@example.org", Role.OWNER));
    }
    List<Future<List<UUID>>> answers = new ArrayList<>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (WorkspaceScope owner : owners) {
        answers.add(callers.submit(() -> log.read(owner, READ, MEMBERS, WORKSPACE)));
      }
    }

    for (int i = 0; i < owners.size(); i++) {
      assertThat(answers.get(i).get()).containsExactly(owners.get(i).workspace().value());
    }
    assertThat(rows().stream().map(row -> row.get("workspace_id")))
        .containsExactlyInAnyOrderElementsOf(
            owners.stream().map(owner -> owner.workspace().value()).toList());
    assertThat(rows().stream().map(row -> row.get("at")).distinct().count())
        .isLessThan(owners.size());
  }

  @Test
  void a_reading_that_the_database_refuses_fails_alone_and_leaves_its_entry() throws Exception {
    WorkspaceScope rep = workspaces.create("rep@example.org", Role.REP);
    String trail = "SELECT count(*) FROM audit.access";
    List<Future<List<Long>>> allowed = new ArrayList<>();
    Future<List<Long>> refused;
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 10; i++) {
        allowed.add(callers.submit(() -> log.read(scope, READ, trail, (row, _) -> row.getLong(1))));
      }
      refused = callers.submit(() -> log.read(rep, READ, trail, (row, _) -> row.getLong(1)));
    }

    assertThatThrownBy(refused::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(DataAccessException.class)
        .rootCause()
        .hasMessageContaining("permission missing");
    for (Future<List<Long>> answer : allowed) {
      assertThat(answer.get()).hasSize(1);
    }
    assertThat(rows()).hasSize(11);
    assertThat(rows().stream().filter(row -> rep.principal().value().equals(row.get("principal"))))
        .hasSize(1);
  }

  @Test
  void a_reading_with_an_entry_can_write_nothing_else() {
    assertThatThrownBy(
            () ->
                log.read(
                    scope,
                    READ,
                    "UPDATE workspace.member SET role = 'REP' RETURNING workspace_id",
                    WORKSPACE))
        .isInstanceOf(DataAccessException.class)
        .rootCause()
        .hasMessageContaining("read-only");
  }

  @Test
  void without_the_database_the_access_fails() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/nowhere");

    assertUnavailable(new DurableAccessLog(new AccessRows(workspaces.door(nowhere))), scope);
  }

  @Test
  void when_the_database_refuses_the_entry_the_access_fails() {
    superuser
        .sql(
            """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
                AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$
            """)
        .update();
    onEveryInsert("BEFORE INSERT", "TRIGGER", "refuse");

    assertUnavailable(log, scope);
    assertThat(ids()).isEmpty();
  }

  @Test
  void when_the_commit_fails_the_access_fails() {
    superuser
        .sql(
            """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
                AS $$ BEGIN RAISE EXCEPTION 'refused at commit'; END $$
            """)
        .update();
    onEveryInsert("AFTER INSERT", "CONSTRAINT TRIGGER", "refuse");

    assertUnavailable(log, scope);
    assertThat(ids()).isEmpty();
  }

  @Test
  void when_the_connection_breaks_before_the_commit_the_access_fails() {
    superuser
        .sql(
            """
            CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
                AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$
            """)
        .update();
    onEveryInsert("BEFORE INSERT", "TRIGGER", "break");

    assertUnavailable(log, scope);
    assertThat(ids()).isEmpty();
  }

  @Test
  void without_a_partition_for_the_day_the_access_fails() {
    superuser.sql("DROP TABLE " + String.join(",", partitions())).update();

    assertUnavailable(log, scope);
  }

  @Test
  void the_commit_waits_for_the_disk_whatever_the_session_says() {
    superuser
        .sql(
            """
            CREATE FUNCTION must_wait() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF current_setting('synchronous_commit') <> 'on' THEN
                    RAISE EXCEPTION 'the commit would not wait';
                END IF;
                RETURN NEW;
            END $$
            """)
        .update();
    onEveryInsert("BEFORE INSERT", "TRIGGER", "must_wait");
    PGSimpleDataSource hasty = (PGSimpleDataSource) database.runtimeSource();
    hasty.setOptions("-c synchronous_commit=off");

    new DurableAccessLog(new AccessRows(workspaces.door(hasty))).record(scope, READ);

    assertThat(ids()).hasSize(1);
  }

  @Test
  void an_entry_of_a_workspace_that_does_not_exist_fails() {
    assertUnavailable(log, stranger());
  }

  @Test
  void an_entry_that_is_refused_fails_no_other_entry_of_its_batch() throws Exception {
    List<WorkspaceScope> scopes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      scopes.add(i == 50 ? stranger() : scope);
    }

    List<Future<AuditHandle>> results = recordAll(scopes);

    for (int i = 0; i < 100; i++) {
      if (i == 50) {
        assertThatThrownBy(results.get(i)::get)
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(AuditUnavailable.class);
      } else {
        assertThat(results.get(i).get().workspace()).isEqualTo(scope.workspace());
      }
    }
    assertThat(ids()).hasSize(99);
  }

  @Test
  void a_thousand_entries_at_once_are_all_durable_in_far_fewer_commits() throws Exception {
    List<WorkspaceScope> scopes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      scopes.add(workspaces.create("member" + i + "@example.org", Role.REP));
    }

    List<UUID> recorded = new ArrayList<>();
    for (Future<AuditHandle> result : recordAll(repeat(scopes, 100))) {
      recorded.add(result.get().entryId());
    }

    assertThat(ids()).containsExactlyInAnyOrderElementsOf(recorded).hasSize(1000);
    assertThat(count("SELECT count(DISTINCT xmin::text) FROM audit.access")).isBetween(1L, 100L);
    assertThat(
            count(
                """
                SELECT count(*)
                  FROM (SELECT workspace_id, principal, count(*) n FROM audit.access GROUP BY 1, 2) principals
                 WHERE n = 100
                """))
        .isEqualTo(10);
  }

  private List<Future<AuditHandle>> recordAll(List<WorkspaceScope> scopes) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(
          scopes.stream()
              .map(s -> (java.util.concurrent.Callable<AuditHandle>) () -> log.record(s, READ))
              .toList());
    }
  }

  private static <T> List<T> repeat(List<T> items, int times) {
    List<T> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      all.addAll(items);
    }
    return all;
  }

  private static void assertUnavailable(AccessLog log, WorkspaceScope scope) {
    assertThatThrownBy(() -> log.record(scope, READ)).isInstanceOf(AuditUnavailable.class);
    assertThatThrownBy(() -> log.read(scope, READ, MEMBERS, WORKSPACE))
        .as("nothing is read without its entry")
        .isInstanceOf(AuditUnavailable.class);
  }

  private static WorkspaceScope stranger() {
    return new WorkspaceScopes().ofVerifiedMember(WorkspaceId.next(), Ids.next(), Role.OWNER);
  }

  private void onEveryInsert(String when, String kind, String function) {
    for (String partition : partitions()) {
      superuser
          .sql(
              "CREATE %s t %s ON %s %s FOR EACH ROW EXECUTE FUNCTION %s()"
                  .formatted(
                      kind,
                      when,
                      partition,
                      kind.startsWith("CONSTRAINT") ? "INITIALLY DEFERRED" : "",
                      function))
          .update();
    }
  }

  private List<String> partitions() {
    return superuser
        .sql(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent ="
                + " 'audit.access'::regclass")
        .query(String.class)
        .list();
  }

  private OffsetDateTime databaseTime() {
    return superuser.sql("SELECT clock_timestamp()").query(OffsetDateTime.class).single();
  }

  private List<UUID> ids() {
    return superuser.sql("SELECT id FROM audit.access ORDER BY at, id").query(UUID.class).list();
  }

  private List<Map<String, Object>> rows() {
    return superuser.sql("SELECT * FROM audit.access ORDER BY at, id").query().listOfRows();
  }

  private Map<String, Object> only() {
    assertThat(rows()).hasSize(1);
    return rows().getFirst();
  }

  private long count(String sql) {
    return superuser.sql(sql).query(Long.class).single();
  }
}
