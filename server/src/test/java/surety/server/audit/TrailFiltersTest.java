package surety.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;
import surety.server.identity.TestServer;

/// Each filter of the trails on the whole server, on the page and in the file.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrailFiltersTest {

  private static final TestServer SERVER = TestServer.start();
  private static final UUID HARVEST = UUID.fromString("01920000-0000-7000-8000-0000000000aa");
  private static final UUID GONE = UUID.fromString("01920000-0000-7000-8000-0000000000bb");
  private static final Pattern ENTRY = Pattern.compile("<td><time");

  private TestBrowser owner;
  private UUID workspace;
  private String security;

  @BeforeAll
  void sign_in() {
    owner = SERVER.signedIn("owner@example.org");
    // A connection of this test has no credential.
    SERVER.superuser().sql("ALTER TABLE connect.connection DISABLE TRIGGER ALL").update();
  }

  @BeforeEach
  void entries() {
    // They may reach back into yesterday.
    SERVER.superuser().sql("SELECT audit.past_day(1)").query(String.class).single();
    workspace = SERVER.workspace("Example Ltd");
    SERVER.join(workspace, "owner@example.org", "OWNER");
    security = "/w/" + workspace + "/security";
    SERVER
        .superuser()
        .sql(
            """
            INSERT INTO connect.connection (workspace_id, id, connector, label, base_url, host,
                                            account, settings, credential_id, read_only_by, state,
                                            coverage, tested_at, created_by)
            VALUES (?, ?, 'harvest', 'Harvest EU', 'https://harvest.example', 'harvest.example',
                    '1', '{}', gen_random_uuid(), 'our_filter', 'ready', '{}', now(),
                    gen_random_uuid())
            """)
        .params(workspace, HARVEST)
        .update();
    entry("SOURCE_FETCH", "time-entries", HARVEST, "COMPLETED", null);
    entry("SOURCE_FETCH", "invoices", null, "FAILED", null);
    entry("MODEL_CALL", "analysis", null, "REFUSED", "{\"model\": \"Oak-7b\", \"replaced\": 3}");
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  private void entry(
      String action,
      String kind,
      @Nullable UUID connection,
      String outcome,
      @Nullable String detail) {
    SERVER
        .superuser()
        .sql(
            """
            INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action, data_kind,
                                      connection_id, outcome, detail)
            VALUES (?, now() - interval '1 minute', gen_random_uuid(), 'u', ?, ?, ?, ?::uuid, ?,
                    ?::jsonb)
            """)
        .param(workspace)
        .param(GONE)
        .param(action)
        .param(kind)
        .param(connection)
        .param(outcome)
        .param(detail)
        .update();
  }

  @ParameterizedTest
  @CsvSource({
    "action=model_call, 1",
    "action=export, 0",
    "outcome=failed, 1",
    "outcome=completed&action=source_fetch, 1",
    "outcome=completed&action=model_call, 0",
    "connection=01920000-0000-7000-8000-0000000000aa, 1",
    "member=01920000-0000-7000-8000-0000000000bb, 3",
    "member=01920000-0000-7000-8000-0000000000cc, 0",
    "text=time entries, 1",
    "text=TIME-ENTRIES, 1",
    "text=harvest, 1",
    "text=fetched, 2",
    "text=fetched harvest, 1",
    "text=fetched oak, 0",
    "text=oak-7b, 1",
    "text=replaced, 1",
    "text=%25, 0",
    "text=_, 0",
    "text=\\, 0",
    "text=asked a model&accessor=user, 1",
    "text=invoices&accessor=ai, 0",
  })
  void a_filter_finds_its_entries_and_no_other(String filter, int found) {
    // The looks themselves are in the trail as well, by another member.
    String query = "?member=" + GONE + "&" + encoded(filter);
    if (filter.startsWith("member")) {
      query = "?" + filter;
    }

    Answer page = owner.get(security + query);
    Answer file = owner.get(security + "/access.csv" + query);

    assertThat(page.status()).isEqualTo(200);
    assertThat(ENTRY.matcher(page.body()).results().count()).isEqualTo(found);
    assertThat(file.body().split("\r\n")).hasSize(1 + found);
  }

  private static String encoded(String filter) {
    return filter.replace(" ", "+").replace("\\", "%5C");
  }

  @Test
  void the_selects_offer_what_there_is_and_keep_what_was_chosen() {
    String page = owner.get(security + "?member=" + GONE + "&connection=" + HARVEST).body();

    assertThat(page)
        .contains("<option value=\"" + HARVEST + "\" selected=\"selected\">Harvest EU</option>")
        .contains("<option value=\"" + GONE + "\" selected=\"selected\">Removed member " + GONE)
        .contains(">owner@example.org</option>", ">Surety</option>", ">Asked a model</option>");
    assertThat(owner.get(security).body())
        .contains("<option value=\"" + GONE + "\">Removed member");
  }

  @Test
  void whoever_did_something_is_a_link_to_everything_that_they_did() {
    assertThat(owner.get(security + "?outcome=failed").body())
        .contains("href=\"?member=" + GONE + "&amp;outcome=failed\"");
  }

  @ParameterizedTest
  @CsvSource({
    "table=workspace.workspace, 2",
    "table=workspace.workspace&operation=update, 1",
    "operation=update, 1",
    "operation=delete, 0",
    "accessor=system, 2",
    "accessor=user, 0",
    "text=zweite größe, 1",
    "text=ZWEITE GRÖSSE, 0",
    "text=Größe, 1",
    "text=changed workspace zweite, 1",
    "text=no such thing, 0",
  })
  void changes_are_found_by_table_operation_and_what_they_say(String filter, int found) {
    SERVER
        .superuser()
        .sql("UPDATE workspace.workspace SET name = 'Zweite Größe' WHERE workspace_id = ?")
        .param(workspace)
        .update();
    String query =
        filter.startsWith("accessor")
            ? "?table=workspace.workspace&" + filter
            : "?"
                + filter
                    .replace(" ", "+")
                    .replace("ö", "%C3%B6")
                    .replace("ß", "%C3%9F")
                    .replace("Ö", "%C3%96");

    Answer page = owner.get(security + "/changes" + query);
    Answer file = owner.get(security + "/changes.csv" + query);

    assertThat(page.status()).isEqualTo(200);
    assertThat(ENTRY.matcher(page.body()).results().count()).isEqualTo(found);
    assertThat(file.body().split("\r\n")).hasSize(1 + found);
  }

  @Test
  void the_table_of_a_workspaces_rows_is_no_word_of_each_change() {
    assertThat(owner.get(security + "/changes?text=" + workspace).body())
        .doesNotContain("<td><time");
  }

  @Test
  void a_field_of_the_other_trail_is_refused_and_the_way_there_leaves_it_out() {
    assertThat(owner.get(security + "/changes?outcome=failed").status()).isEqualTo(400);
    assertThat(owner.get(security + "?table=workspace.member").status()).isEqualTo(400);
    assertThat(owner.get(security + "?outcome=failed&text=x").body())
        .contains("href=\"" + security + "/changes?text=x\"");
  }

  @Test
  void a_search_that_was_broken_off_says_up_to_where_and_goes_on_from_there() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    SERVER
        .superuser()
        .sql(
            """
            INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action, data_kind,
                                      outcome)
            SELECT ?, now() - n * interval '1 millisecond' - interval '5 minutes',
                   gen_random_uuid(), 's', '00000000-0000-0000-0000-000000000001',
                   CASE n WHEN 21000 THEN 'EXPORT' ELSE 'SCHEDULED_REFRESH' END, 'dashboard',
                   'BEGUN'
              FROM generate_series(1, 21000) n
            """)
        .param(workspace)
        .update();

    String page = owner.get(security + "?action=export").body();
    int pages = 1;
    while (!page.contains("<td><time")) {
      assertThat(page)
          .contains("Searched back to <time", "nothing found", "Nothing found so far", today + "");
      page = owner.get(older(page)).body();
      assertThat(++pages).isLessThan(12);
    }

    assertThat(pages).isGreaterThan(1);
    assertThat(ENTRY.matcher(page).results().count()).isEqualTo(1);
    assertThat(owner.get(security + "/access.csv?action=export&accessor=system").body())
        .contains("\"EXPORT\",\"dashboard\"");
  }

  private static String older(String page) {
    var link = Pattern.compile("rel=\"next\" href=\"([^\"]*)\">Search further back").matcher(page);
    assertThat(link.find()).isTrue();
    return link.group(1).replace("&amp;", "&");
  }

  @Test
  void the_server_offers_every_table_whose_changes_are_recorded() {
    List<Map<String, Object>> tables =
        SERVER
            .superuser()
            .sql("SELECT tgrelid FROM pg_trigger WHERE tgname = 'record_change'")
            .query()
            .listOfRows();
    String page = owner.get(security + "/changes").body();
    String select = page.substring(page.indexOf("<select id=\"table\""));
    select = select.substring(0, select.indexOf("</select>"));
    assertThat(select.split("<option value=\"[a-z]")).hasSize(1 + tables.size());
  }
}
