package surety.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.operations.TestPostgres;
import surety.server.workspace.Role;
import surety.server.workspace.TestWorkspaces;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RetentionTest {

  private final TestPostgres.Database database = TestPostgres.migrated();
  private final TestWorkspaces workspaces = TestWorkspaces.in(database);
  private final JdbcClient superuser = JdbcClient.create(database.superuserSource());
  private final JdbcClient runtime = JdbcClient.create(database.runtimeSource());
  private final LocalDate today =
      superuser
          .sql("SELECT (now() AT TIME ZONE 'UTC')::date")
          .query(java.sql.Date.class)
          .single()
          .toLocalDate();

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
  void the_hourly_upkeep_drops_and_prepares() {
    var upkeep = new AuditUpkeep(workspaces.control());
    partition(today.minusDays(100));
    superuser.sql("DROP TABLE " + name("change", today.plusDays(7))).update();

    upkeep.everyHour();

    assertThat(days("change")).contains(today.plusDays(7)).doesNotContain(today.minusDays(100));
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
    superuser
        .sql(
            """
            INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action, data_kind, outcome)
            SELECT workspace_id, ?::timestamptz, gen_random_uuid(), 's', gen_random_uuid(),
                   'DASHBOARD_READ', 'dashboard', 'BEGUN'
              FROM workspace.workspace
            """)
        .param(moment)
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
