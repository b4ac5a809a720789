package surety.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.operations.Midnight;
import surety.server.operations.TestPostgres;
import surety.server.workspace.Permission;
import surety.server.workspace.PermissionMissing;
import surety.server.workspace.Role;
import surety.server.workspace.TestWorkspaces;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RetentionTest {

  private final TestPostgres.Database database = TestPostgres.migrated();
  private final TestWorkspaces workspaces = TestWorkspaces.in(database);
  private final Retention retention = new Retention(workspaces.door());
  private final JdbcClient superuser = JdbcClient.create(database.superuserSource());
  private final JdbcClient runtime = JdbcClient.create(database.runtimeSource());
  private final LocalDate today = today();

  private LocalDate today() {
    Midnight.keepClear(Duration.ofSeconds(40));
    call(runtime, "audit.prepare_days()"); // the migrations may have run yesterday
    return LocalDate.now(ZoneOffset.UTC);
  }

  @Test
  void a_week_ahead_is_prepared_and_preparing_again_changes_nothing() {
    assertThat(days("access")).contains(today, today.plusDays(7));
    assertThat(days("change")).contains(today, today.plusDays(7));
    assertThat(call(runtime, "audit.prepare_days()")).isZero();
  }

  @Test
  void days_are_those_of_UTC_whatever_zone_the_session_is_in() {
    superuser.sql("DROP TABLE " + name("access", today) + "," + name("change", today)).update();
    PGSimpleDataSource elsewhere = (PGSimpleDataSource) database.runtimeSource();
    elsewhere.setOptions("-c TimeZone=Pacific/Kiritimati");

    assertThat(call(JdbcClient.create(elsewhere), "audit.prepare_days()")).isEqualTo(2);

    assertThat(bounds(name("access", today)))
        .isEqualTo(
            "FOR VALUES FROM ('%s 00:00:00+00') TO ('%s 00:00:00+00')"
                .formatted(today, today.plusDays(1)));
  }

  @Test
  void the_first_and_the_last_moment_of_a_day_lie_in_its_partition() {
    workspaces.create("ada@example.org", Role.OWNER);
    insertAt(today.plusDays(1) + " 00:00:00+00");
    insertAt(today.plusDays(1) + " 23:59:59.999999+00");
    insertAt(today.plusDays(2) + " 00:00:00+00");

    assertThat(rows(name("access", today.plusDays(1)))).isEqualTo(2);
    assertThat(rows(name("access", today.plusDays(2)))).isEqualTo(1);
  }

  @Test
  void a_day_is_dropped_when_its_last_entry_is_older_than_ninety_days() {
    partition(today.minusDays(92));
    partition(today.minusDays(91));
    partition(today.minusDays(90));
    partition(today.minusDays(89));

    assertThat(call(runtime, "audit.drop_expired_days()")).isEqualTo(4);

    assertThat(days("access"))
        .contains(today.minusDays(90), today.minusDays(89), today)
        .doesNotContain(today.minusDays(91), today.minusDays(92));
    assertThat(days("change")).contains(today.minusDays(90), today.minusDays(89));
  }

  @Test
  void a_longer_retention_keeps_more() {
    partition(today.minusDays(400));
    superuser.sql("UPDATE audit.retention SET days = 3650").update();

    assertThat(call(runtime, "audit.drop_expired_days()")).isZero();
  }

  @Test
  void the_upkeep_prepares_the_days_before_the_server_serves() {
    superuser.sql("DROP TABLE " + name("access", today) + "," + name("change", today)).update();

    new AuditUpkeep(workspaces.control());

    assertThat(days("access")).contains(today);
    assertThat(days("change")).contains(today);
  }

  @Test
  void the_hourly_upkeep_drops_and_prepares_in_a_thread_of_its_own() throws Exception {
    var upkeep = new AuditUpkeep(workspaces.control());
    partition(today.minusDays(100));
    superuser.sql("DROP TABLE " + name("change", today.plusDays(7))).update();

    while (!days("change").contains(today.plusDays(7))
        || days("change").contains(today.minusDays(100))) {
      upkeep.everyHour();
      Thread.sleep(5);
    }
  }

  @Test
  void a_day_is_kept_while_one_workspace_needs_it_and_the_others_lose_their_entries_of_it() {
    WorkspaceScope longer = workspaces.create("ada@example.org", Role.OWNER);
    WorkspaceScope shorter = workspaces.create("bob@example.org", Role.OWNER);
    WorkspaceScope unasked = workspaces.create("cem@example.org", Role.OWNER);
    superuser.sql("UPDATE audit.retention SET days = 100").update();
    retention.keep(longer, 120);
    retention.keep(shorter, 90);
    for (int age : List.of(121, 120, 101, 100, 91, 90)) {
      partition(today.minusDays(age));
      insertAt(today.minusDays(age) + " 12:00:00+00");
    }

    new AuditUpkeep(workspaces.control()).maintain();

    assertThat(ages(longer)).containsExactlyInAnyOrder(120, 101, 100, 91, 90);
    assertThat(ages(unasked)).containsExactlyInAnyOrder(100, 91, 90);
    assertThat(ages(shorter)).containsExactlyInAnyOrder(90);
    assertThat(days("access")).doesNotContain(today.minusDays(121));
  }

  @Test
  void what_is_removed_is_told_in_the_trail_of_each_workspace_that_had_it() {
    WorkspaceScope longer = workspaces.create("ada@example.org", Role.OWNER);
    WorkspaceScope shorter = workspaces.create("bob@example.org", Role.OWNER);
    retention.keep(longer, 120);
    for (int age : List.of(121, 100)) {
      partition(today.minusDays(age));
      insertAt(today.minusDays(age) + " 12:00:00+00");
    }
    WorkspaceScope later = workspaces.create("cem@example.org", Role.OWNER);
    var upkeep = new AuditUpkeep(workspaces.control());

    upkeep.maintain();
    upkeep.maintain();

    String dropped = today.minusDays(121) + " access-trail";
    assertThat(removals(longer)).containsExactly(dropped);
    assertThat(removals(shorter))
        .containsExactly(dropped, today.minusDays(100) + " access-trail 1");
    assertThat(removals(later)).isEmpty();
  }

  @Test
  void a_removal_of_nothing_but_told_removals_is_not_told() {
    WorkspaceScope longer = workspaces.create("ada@example.org", Role.OWNER);
    workspaces.create("bob@example.org", Role.OWNER);
    retention.keep(longer, 120);
    for (int age : List.of(121, 100)) {
      partition(today.minusDays(age));
      insertAt(today.minusDays(age) + " 12:00:00+00", "TRAIL_EXPIRE");
    }

    new AuditUpkeep(workspaces.control()).maintain();

    assertThat(days("access")).doesNotContain(today.minusDays(121));
    assertThat(rows(name("access", today.minusDays(100)))).isOne();
    assertThat(removals(longer)).isEmpty();
  }

  // Told today; one of days of the past is an entry like any other there.
  private List<String> removals(WorkspaceScope scope) {
    return superuser
        .sql(
            """
            SELECT concat_ws(' ', first_day, data_kind, record_count) FROM audit.access
             WHERE workspace_id = ? AND action = 'TRAIL_EXPIRE' AND accessor = 's'
               AND first_day = last_day AND outcome = 'COMPLETED' ORDER BY at, id
            """)
        .param(scope.workspace().value())
        .query(String.class)
        .list();
  }

  @Test
  void changes_go_with_the_accesses() {
    WorkspaceScope longer = workspaces.create("ada@example.org", Role.OWNER);
    WorkspaceScope shorter = workspaces.create("bob@example.org", Role.OWNER);
    retention.keep(longer, 120);
    partition(today.minusDays(91));
    superuser
        .sql(
            """
            INSERT INTO audit.change (workspace_id, at, id, accessor, principal, table_name,
                                      operation, row_after)
            SELECT workspace_id, ?::timestamptz, gen_random_uuid(), 's', gen_random_uuid(), 'x',
                   'INSERT', '{}' FROM workspace.workspace
            """)
        .param(today.minusDays(91) + " 12:00:00+00")
        .update();

    new AuditUpkeep(workspaces.control()).maintain();

    assertThat(workspacesIn(name("change", today.minusDays(91))))
        .containsExactly(longer.workspace().value());
    assertThat(shorter.workspace()).isNotEqualTo(longer.workspace());
  }

  @Test
  void a_shortened_retention_counts_for_days_that_were_looked_at_before() {
    WorkspaceScope other = workspaces.create("ada@example.org", Role.OWNER);
    WorkspaceScope scope = workspaces.create("bob@example.org", Role.OWNER);
    retention.keep(other, 3650);
    retention.keep(scope, 1000);
    for (int age : List.of(1001, 500, 90)) {
      partition(today.minusDays(age));
      insertAt(today.minusDays(age) + " 12:00:00+00");
    }
    var upkeep = new AuditUpkeep(workspaces.control());
    upkeep.maintain();
    assertThat(ages(scope)).containsExactlyInAnyOrder(500, 90);

    retention.keep(scope, 90);
    upkeep.maintain();

    assertThat(ages(scope)).containsExactly(90);
    assertThat(ages(other)).containsExactlyInAnyOrder(1001, 500, 90);
  }

  @Test
  void entries_go_in_batches_and_none_is_left() {
    WorkspaceScope other = workspaces.create("ada@example.org", Role.OWNER);
    retention.keep(other, 120);
    workspaces.create("bob@example.org", Role.OWNER);
    partition(today.minusDays(100));
    for (int i = 0; i < 10; i++) {
      insertAt(today.minusDays(100) + " 12:00:0" + i + "+00");
    }

    assertThat(call(runtime, "audit.clear_expired_entries(4)")).isBetween(4, 8);
    assertThat(rows(name("access", today.minusDays(100)))).isBetween(12L, 16L);

    while (call(runtime, "audit.clear_expired_entries(4)") > 0) {}
    assertThat(workspacesIn(name("access", today.minusDays(100))))
        .containsOnly(other.workspace().value())
        .hasSize(10);
  }

  @Test
  void a_pass_touches_two_hundred_days_at_most_and_the_next_one_goes_on() throws SQLException {
    manyExpiredDays();

    assertThat(tablesTouchedByAPass()).isEqualTo(200);
    String definition = definition("audit.clear_expired_entries");
    superuser.sql(definition.replace("parts >= 200", "false")).update();
    assertThat(tablesTouchedByAPass()).as("without the bound").isGreaterThan(200);
    superuser.sql(definition).update();

    while (call(runtime, "audit.clear_expired_entries(5000)") > 0) {}
    assertThat(tablesTouchedByAPass()).isZero();
  }

  // One workspace needs them all, so none is dropped; another one needs none.
  private void manyExpiredDays() {
    retention.keep(workspaces.create("ada@example.org", Role.OWNER), 3650);
    workspaces.create("bob@example.org", Role.OWNER);
    for (int age = 100; age < 205; age++) {
      partition(today.minusDays(age));
    }
  }

  // Each stays locked until the end of the transaction, which is undone.
  private long tablesTouchedByAPass() throws SQLException {
    try (Connection connection = database.superuserSource().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT audit.clear_expired_entries(5000)");
      try (ResultSet locked =
          statement.executeQuery(
              """
              SELECT count(*) FROM pg_locks l JOIN pg_inherits i ON i.inhrelid = l.relation
               WHERE l.pid = pg_backend_pid() AND l.mode = 'RowExclusiveLock'
                 AND i.inhparent IN ('audit.access'::regclass, 'audit.change'::regclass)
              """)) {
        locked.next();
        return locked.getLong(1);
      } finally {
        connection.rollback();
      }
    }
  }

  private String definition(String function) {
    return superuser
        .sql("SELECT pg_get_functiondef(?::regproc)")
        .param(1, function)
        .query(String.class)
        .single();
  }

  @Test
  void nothing_is_looked_at_while_all_keep_as_long() {
    workspaces.create("ada@example.org", Role.OWNER);
    partition(today.minusDays(90));

    assertThat(call(runtime, "audit.clear_expired_entries(5000)")).isZero();
    assertThat(rows("audit.cleared")).isZero();
  }

  @Test
  void a_drop_gives_up_after_a_second_when_somebody_reads_and_loses_nothing() throws SQLException {
    partition(today.minusDays(100));
    try (Connection reader = database.superuserSource().getConnection();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("LOCK TABLE audit.access IN ACCESS SHARE MODE");
      long begun = System.nanoTime();
      assertThatThrownBy(() -> call(runtime, "audit.drop_expired_days()"))
          .hasMessageContaining("lock timeout");
      assertThat(System.nanoTime() - begun).isLessThan(30_000_000_000L);
    }
    assertThat(days("access")).contains(today.minusDays(100));
    assertThat(call(runtime, "audit.drop_expired_days()")).isEqualTo(2);
  }

  @Test
  void only_an_owner_chooses_and_only_within_the_bounds() {
    WorkspaceScope owner = workspaces.create("ada@example.org", Role.OWNER);
    WorkspaceScope manager = workspaces.member(owner.workspace(), "bob@example.org", Role.MANAGER);
    WorkspaceScope job =
        new WorkspaceScopes().ofSystemJob(owner.workspace(), EnumSet.allOf(Permission.class));

    retention.keep(owner, 365);
    assertThat(retention.days(manager)).isEqualTo(365);
    assertThatThrownBy(() -> retention.keep(manager, 90)).isInstanceOf(PermissionMissing.class);
    assertThatThrownBy(() -> retention.keep(job, 90)).hasStackTraceContaining("only an owner");
    for (int days : List.of(89, 3651, 0, -1)) {
      assertThatThrownBy(() -> retention.keep(owner, days))
          .as("%s", days)
          .isInstanceOf(DataIntegrityViolationException.class);
    }
    assertThat(retention.days(owner)).isEqualTo(365);
  }

  @Test
  void a_choice_is_a_change_that_the_trail_shows() {
    WorkspaceScope owner = workspaces.create("ada@example.org", Role.OWNER);
    retention.keep(owner, 365);
    retention.keep(owner, 400);
    retention.keep(owner, 400);

    assertThat(
            superuser
                .sql(
                    """
                    SELECT operation || ' ' || (row_after ->> 'days') || ' ' || principal
                      FROM audit.change WHERE table_name = 'audit.workspace_retention' ORDER BY at
                    """)
                .query(String.class)
                .list())
        .containsExactly(
            "INSERT 365 " + owner.principal().value(), "UPDATE 400 " + owner.principal().value());
  }

  @Test
  void what_was_typed_is_a_number_of_days_within_the_bounds_or_nothing() {
    assertThat(Retention.parse(" 90 ")).hasValue(90);
    assertThat(Retention.parse("3650")).hasValue(3650);
    for (String text : List.of("", "89", "3651", "-90", "90.0", "1e3", "99999999999", "٩٠")) {
      assertThat(Retention.parse(text)).as(text).isEmpty();
    }
  }

  private List<Integer> ages(WorkspaceScope scope) {
    return superuser
        .sql(
            """
            SELECT (now() AT TIME ZONE 'UTC')::date - (at AT TIME ZONE 'UTC')::date
              FROM audit.access WHERE workspace_id = ? AND action <> 'TRAIL_EXPIRE'
            """)
        .param(scope.workspace().value())
        .query(Integer.class)
        .list();
  }

  private List<UUID> workspacesIn(String table) {
    return superuser.sql("SELECT workspace_id FROM " + table).query(UUID.class).list();
  }

  private void partition(LocalDate day) {
    for (String parent : List.of("access", "change")) {
      superuser
          .sql(
              "CREATE TABLE %s PARTITION OF audit.%s FOR VALUES FROM ('%s 00:00+00') TO ('%s 00:00+00')"
                  .formatted(name(parent, day), parent, day, day.plusDays(1)))
          .update();
      superuser
          .sql("ALTER TABLE %s OWNER TO %s".formatted(name(parent, day), database.owner().user()))
          .update();
    }
  }

  private void insertAt(String moment) {
    insertAt(moment, "DASHBOARD_READ");
  }

  private void insertAt(String moment, String action) {
    superuser
        .sql(
            """
            INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action, data_kind, outcome)
            SELECT workspace_id, ?::timestamptz, gen_random_uuid(), 's', gen_random_uuid(),
                   ?, 'dashboard', 'BEGUN'
              FROM workspace.workspace
            """)
        .params(moment, action)
        .update();
  }

  private String bounds(String table) {
    return superuser
        .sql("SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE oid = ?::regclass")
        .param(table)
        .query(String.class)
        .single();
  }

  private List<LocalDate> days(String parent) {
    return superuser
        .sql(
            """
            SELECT to_date(right(inhrelid::regclass::text, 8), 'YYYYMMDD')
              FROM pg_inherits
             WHERE inhparent = ('audit.' || ?)::regclass
            """)
        .param(parent)
        .query((row, _) -> row.getObject(1, LocalDate.class))
        .list();
  }

  private long rows(String table) {
    return superuser.sql("SELECT count(*) FROM " + table).query(Long.class).single();
  }

  private static int call(JdbcClient client, String function) {
    return client.sql("SELECT " + function).query(Integer.class).single();
  }

  private static String name(String parent, LocalDate day) {
    return "audit." + parent + "_" + day.toString().replace("-", "");
  }
}
