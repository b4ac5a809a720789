package surety.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.operations.TestPostgres;
import surety.server.workspace.Accessor;
import surety.server.workspace.Role;
import surety.server.workspace.TestWorkspaces;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A million entries over ninety days, a tenth of them another workspace's.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrailPagingTest {

  private static final TestPostgres.Database DATABASE = TestPostgres.migrated();
  private static final TestWorkspaces WORKSPACES = TestWorkspaces.in(DATABASE);
  private static final JdbcClient SUPERUSER = JdbcClient.create(DATABASE.superuserSource());
  private static final WorkspaceScope OWNER = WORKSPACES.create("ada@example.org", Role.OWNER);
  private static final WorkspaceScope OTHER = WORKSPACES.create("bob@example.net", Role.OWNER);
  private static final WorkspaceDatabase DOOR = WORKSPACES.door(DATABASE.runtimePool(2));
  private static final TrailSearch SEARCH =
      new TrailSearch(DOOR, Clock.systemUTC(), Duration.ofHours(1));

  private static final int PAGE = 51;
  private static final int PART = 4_000;

  // What a page reads may be the rows it shows and one more for each of the partitions it begins
  // in.
  private static final long BOUND = 60;

  @BeforeAll
  static void a_million_entries() {
    SUPERUSER
        .sql(
            """
            DO $$
            DECLARE
                today date := (now() AT TIME ZONE 'UTC')::date;
            BEGIN
                FOR day IN 1..90 LOOP
                    EXECUTE format('CREATE TABLE audit.access_%s PARTITION OF audit.access
                                        FOR VALUES FROM (%L) TO (%L)',
                                   to_char(today - day, 'YYYYMMDD'), (today - day) || ' 00:00+00',
                                   (today - day + 1) || ' 00:00+00');
                END LOOP;
            END $$
            """)
        .update();
    SUPERUSER
        .sql(
            """
            INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action, data_kind,
                                      outcome)
            SELECT CASE WHEN n % 10 = 9 THEN :other ELSE :owner END,
                   date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'
                       - (n / 10) * interval '77 seconds',
                   md5(n::text)::uuid, CASE WHEN n % 1000 = 0 THEN 'a' ELSE 'u' END, :principal,
                   'DASHBOARD_READ', 'dashboard', 'BEGUN'
              FROM generate_series(1, 1000000) n
            """)
        .param("owner", OWNER.workspace().value())
        .param("other", OTHER.workspace().value())
        .param("principal", OWNER.principal().value())
        .update();
    SUPERUSER.sql("ANALYZE audit.access").update();
  }

  @Test
  void every_page_reads_as_few_rows_as_the_first() {
    for (long skipped : new long[] {0, 1_000, 450_000, 899_000}) {
      assertBounded(TrailFilter.ALL, positionAfter(skipped));
    }
  }

  @Test
  void a_part_of_a_search_reads_as_many_rows_as_it_has_wherever_it_begins() {
    for (TrailFilter filter : List.of(by("accessor", "ai"), by("text", "nowhere"))) {
      for (long skipped : new long[] {0, 450_000, 850_000}) {
        String plan = DOOR.read(OWNER, client -> explain(client, filter, positionAfter(skipped)));
        assertThat(rowsRead(root(plan))).as(plan).isBetween((long) PART, PART + 10L);
        assertThat(scans(root(plan))).as(plan).allMatch(scan -> scan.startsWith("Index"));
      }
    }
  }

  @Test
  void a_search_for_what_is_not_there_ends_after_so_many_entries_and_says_where() {
    TrailPage<AccessRow> page = page(by("text", "nowhere"), TrailPosition.NEWEST, 50);

    assertThat(page.entries()).isEmpty();
    assertThat(page.broken()).isTrue();
    assertThat(page.older()).contains(positionAfter(TrailSearch.MOST));
  }

  @Test
  void a_search_that_takes_too_long_ends_after_its_first_part() {
    var hurried = new TrailSearch(DOOR, Clock.systemUTC(), Duration.ZERO);

    TrailPage<AccessRow> page =
        hurried.page(
            OWNER, TrailRows.ACCESSES, by("text", "nowhere"), Map.of(), TrailPosition.NEWEST, 50);

    assertThat(page.older()).contains(positionAfter(PART));
  }

  @Test
  void a_search_that_goes_on_finds_everything_once_and_then_ends() {
    List<AccessRow> found = new ArrayList<>();
    Optional<TrailPosition> place = Optional.of(TrailPosition.NEWEST);
    int pages = 0;
    while (place.isPresent()) {
      TrailPage<AccessRow> page = page(by("accessor", "ai"), place.get(), 50);
      found.addAll(page.entries());
      place = page.older().map(TrailPagingTest::parsed);
      pages++;
    }

    assertThat(found).hasSize(1_000).doesNotHaveDuplicates();
    assertThat(pages).isBetween(20, 80);
  }

  @Test
  void a_plan_made_for_any_parameters_is_as_good() {
    String plan =
        DOOR.read(
            OWNER,
            client -> {
              client.sql("SET LOCAL plan_cache_mode = force_generic_plan").update();
              return explain(client, TrailFilter.ALL, positionAfter(450_000));
            });
    assertBounded(plan);
  }

  @Test
  void without_an_index_in_the_order_of_the_page_a_page_would_read_more() {
    String plan =
        DOOR.read(
            OWNER,
            client -> {
              client.sql("SET LOCAL enable_indexscan = off").update();
              return explain(client, TrailFilter.ALL, positionAfter(450_000));
            });
    assertThat(rowsRead(root(plan))).isGreaterThan(BOUND);
  }

  @Test
  void pages_follow_each_other_without_a_gap_or_an_entry_twice() {
    List<AccessRow> whole = page(TrailFilter.ALL, TrailPosition.NEWEST, 2_000).entries();
    List<AccessRow> paged = new ArrayList<>();
    TrailPosition position = TrailPosition.NEWEST;
    // A length that no group of entries of one moment is a divisor of.
    while (paged.size() < 2_000) {
      TrailPage<AccessRow> page = page(TrailFilter.ALL, position, 7);
      assertThat(page.broken()).isFalse();
      paged.addAll(page.entries());
      position = parsed(page.older().orElseThrow());
    }

    assertThat(paged.subList(0, 2_000)).isEqualTo(whole);
    Set<UUID> ids = new HashSet<>();
    whole.forEach(row -> ids.add(row.id()));
    assertThat(ids).hasSize(2_000);
  }

  @Test
  void pages_hold_the_own_workspaces_entries_alone() {
    Set<UUID> own = new HashSet<>();
    page(TrailFilter.ALL, TrailPosition.NEWEST, 1_000).entries().forEach(row -> own.add(row.id()));
    assertThat(
            SEARCH
                .page(
                    OTHER,
                    TrailRows.ACCESSES,
                    TrailFilter.ALL,
                    Map.of(),
                    TrailPosition.NEWEST,
                    1_000)
                .entries())
        .hasSize(1_000)
        .noneMatch(row -> own.contains(row.id()));
  }

  @Test
  void days_and_accessor_select_exactly_their_entries() {
    LocalDate day = LocalDate.now(java.time.ZoneOffset.UTC).minusDays(40);
    var filter = new TrailFilter(day, day, Map.of(TrailField.ACCESSOR, "ai"));

    TrailPage<AccessRow> page = page(filter, TrailPosition.NEWEST, 10_000);

    assertThat(page.older()).as("where the search was broken off").isEmpty();
    assertThat(page.entries())
        .hasSize(
            SUPERUSER
                .sql(
                    """
                    SELECT count(*)
                      FROM audit.access
                     WHERE workspace_id = :workspace AND accessor = 'a'
                       AND (at AT TIME ZONE 'UTC')::date = :day
                    """)
                .param("workspace", OWNER.workspace().value())
                .param("day", day)
                .query(Integer.class)
                .single())
        .isNotEmpty()
        .allMatch(row -> row.accessor() == Accessor.AI);
  }

  private static TrailFilter by(String field, String text) {
    return TrailFilter.ALL.with(TrailField.valueOf(field.toUpperCase(java.util.Locale.ROOT)), text);
  }

  private static TrailPage<AccessRow> page(TrailFilter filter, TrailPosition after, int size) {
    return SEARCH.page(OWNER, TrailRows.ACCESSES, filter, Map.of(), after, size);
  }

  // The place behind the newest `skipped` entries of the workspace.
  private static TrailPosition positionAfter(long skipped) {
    if (skipped == 0) {
      return TrailPosition.NEWEST;
    }
    return SUPERUSER
        .sql(
            """
            SELECT at, id
              FROM audit.access
             WHERE workspace_id = :workspace
             ORDER BY at DESC, id DESC
            OFFSET :skipped LIMIT 1
            """)
        .param("workspace", OWNER.workspace().value())
        .param("skipped", skipped - 1)
        .query(
            (row, _) ->
                new TrailPosition(
                    row.getObject(1, OffsetDateTime.class), row.getObject(2, UUID.class)))
        .single();
  }

  private static TrailPosition parsed(TrailPosition position) {
    return TrailPosition.parse(position.text()).orElseThrow();
  }

  private static void assertBounded(TrailFilter filter, TrailPosition position) {
    assertBounded(DOOR.read(OWNER, client -> explain(client, filter, position)));
  }

  private static void assertBounded(String plan) {
    assertThat(scans(root(plan))).as(plan).allMatch(scan -> scan.startsWith("Index"));
    assertThat(rowsRead(root(plan))).as(plan).isLessThanOrEqualTo(BOUND);
  }

  private static JsonNode root(String plan) {
    return new JsonMapper().readTree(plan).get(0).get("Plan");
  }

  private static String explain(JdbcClient client, TrailFilter filter, TrailPosition position) {
    var part =
        new TrailRows.Part(OffsetDateTime.MIN, position, filter.isWhole() ? PAGE : PART, PAGE);
    return client
        .sql("EXPLAIN (ANALYZE, FORMAT JSON) " + TrailRows.filtered(TrailRows.ACCESSES, filter))
        .params(TrailRows.parameters(filter, Map.of(), part))
        .query(String.class)
        .single();
  }

  private static List<String> scans(JsonNode node) {
    List<String> scans = new ArrayList<>();
    // Days to come are empty, and how nothing is read does not matter.
    if (isEntries(node) && rowsReadHere(node) > 0) {
      scans.add(node.get("Node Type").asString());
    }
    node.path("Plans").forEach(child -> scans.addAll(scans(child)));
    return scans;
  }

  private static long rowsRead(JsonNode node) {
    long read = isEntries(node) ? rowsReadHere(node) : 0;
    for (JsonNode child : node.path("Plans")) {
      read += rowsRead(child);
    }
    return read;
  }

  private static long rowsReadHere(JsonNode node) {
    double each =
        node.path("Actual Rows").asDouble()
            + node.path("Rows Removed by Filter").asDouble()
            + node.path("Rows Removed by Index Recheck").asDouble();
    return Math.round(each * node.path("Actual Loops").asDouble());
  }

  private static boolean isEntries(JsonNode node) {
    return node.path("Relation Name").asString("").startsWith("access_")
        || node.path("Index Name").asString("").startsWith("access_");
  }
}
