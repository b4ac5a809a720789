package surety.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;
import surety.server.identity.TestServer;

/// Settings, Security over HTTPS on the whole server.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrailPagesTest {

  private static final TestServer SERVER = TestServer.start();
  private static final TestBrowser OWNER = SERVER.signedIn("owner@example.org");
  private static final TestBrowser MANAGER = SERVER.signedIn("manager@example.org");
  private static final TestBrowser REP = SERVER.signedIn("rep@example.org");
  private static final TestBrowser STRANGER = SERVER.signedIn("stranger@example.org");

  private static final Pattern OLDER = Pattern.compile("rel=\"next\" href=\"([^\"]*)\"");

  private UUID workspace;
  private UUID owner;
  private String security;

  @BeforeEach
  void open() {
    workspace = SERVER.workspace("Example Ltd");
    owner = SERVER.join(workspace, "owner@example.org", "OWNER");
    SERVER.join(workspace, "manager@example.org", "MANAGER");
    SERVER.join(workspace, "rep@example.org", "REP");
    security = "/w/" + workspace + "/security";
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @Test
  void a_look_at_the_trail_is_recorded_before_it_is_shown() {
    Answer page = OWNER.get(security);

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body())
        .contains("Read audit trail", "owner@example.org", "access trail", "Allowed")
        .containsOnlyOnce("<main")
        .containsOnlyOnce("<h1");
    assertThat(recorded()).containsExactly("TRAIL_READ access-trail BEGUN");
  }

  @Test
  void owners_and_managers_see_the_trail_and_nobody_else() {
    for (String path : List.of("", "/changes", "/access.csv", "/changes.csv")) {
      assertThat(OWNER.get(security + path).status()).isEqualTo(200);
      assertThat(MANAGER.get(security + path).status()).isEqualTo(200);
      assertThat(REP.get(security + path).status()).isEqualTo(403);
      assertThat(STRANGER.get(security + path).status()).isEqualTo(404);
    }
    assertThat(SERVER.browser().get(security).status()).isIn(302, 303, 401);
  }

  @Test
  void an_owner_chooses_how_long_the_trail_is_kept_and_everybody_who_sees_it_sees_that() {
    assertThat(OWNER.get(security).body()).contains(">90</span> days");
    assertThat(OWNER.post(security + "/retention", "days", "365").location())
        .isEqualTo(security + "/retention?done=saved");

    assertThat(OWNER.get(security + "/retention?done=saved").body())
        .contains("Saved.", "value=\"365\"");
    assertThat(MANAGER.get(security).body()).contains(">365</span> days");
    assertThat(MANAGER.get(security + "/retention").body())
        .contains("keeps its trail for 365 days")
        .doesNotContain("<input id=\"days\"");
    assertThat(MANAGER.post(security + "/retention", "days", "90").status()).isEqualTo(403);
    assertThat(REP.get(security + "/retention").status()).isEqualTo(403);
    assertThat(OWNER.get(security + "/changes").body()).contains("365");
  }

  @ParameterizedTest
  @ValueSource(strings = {"89", "3651", "", "ninety", "90.5"})
  void a_retention_out_of_bounds_is_refused_and_nothing_changes(String days) {
    Answer answer = OWNER.post(security + "/retention", "days", days);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("A whole number from 90 to 3650.", "aria-invalid=\"true\"");
    assertThat(OWNER.get(security).body()).contains(">90</span> days");
  }

  @Test
  void a_workspace_shows_its_own_entries_alone() {
    UUID other = SERVER.workspace("Another Ltd");
    SERVER.join(other, "stranger@example.org", "OWNER");
    STRANGER.get("/w/" + other + "/security");

    assertThat(OWNER.get(security).body()).doesNotContain("stranger@example.org");
    assertThat(OWNER.get(security + "/changes").body())
        .doesNotContain("stranger@example.org", "Another Ltd");
  }

  @Test
  void changes_show_before_and_after() {
    SERVER
        .superuser()
        .sql("UPDATE workspace.workspace SET name = '<b>New</b> name' WHERE workspace_id = ?")
        .param(workspace)
        .update();

    String page = OWNER.get(security + "/changes").body();

    assertThat(page)
        .contains("<del dir=\"auto\">Example Ltd</del>")
        .contains("<ins dir=\"auto\">&lt;b&gt;New&lt;/b&gt; name</ins>")
        .contains("Changed", "Added", "workspace", "member");
  }

  @Test
  void the_trail_is_read_page_by_page_to_its_end() {
    insert(120);
    Answer page = OWNER.get(security);
    int shown = rows(page.body());
    int pages = 1;
    for (Matcher next = OLDER.matcher(page.body()); next.find(); pages++) {
      page = OWNER.get(next.group(1).replace("&amp;", "&"));
      assertThat(page.status()).isEqualTo(200);
      shown += rows(page.body());
      next = OLDER.matcher(page.body());
    }

    // The first look is on the first page; those at older pages come before it.
    assertThat(shown).isEqualTo(121);
    assertThat(pages).isEqualTo(3);
    assertThat(page.body()).contains("No older entries").contains(">Newest</a>");
  }

  @Test
  void the_accessor_and_the_days_narrow_the_trail() {
    insert(3);

    assertThat(rows(OWNER.get(security + "?accessor=system").body())).isEqualTo(3);
    assertThat(rows(OWNER.get(security + "?accessor=ai").body())).isZero();
    assertThat(rows(OWNER.get(security + "?to=2001-01-01").body())).isZero();
    assertThat(OWNER.get(security + "?accessor=ai").body()).contains("No entries here");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?accessor=robot%3Cscript%3E",
        "?from=2026-02-30",
        "?from=2026-02-02&to=2026-02-01",
        "?after=x",
        "?from=2026-01-01&from=2026-01-02"
      })
  void a_filter_that_is_not_understood_shows_no_entry_and_says_so(String query) {
    Answer page = OWNER.get(security + query);

    assertThat(page.status()).isEqualTo(400);
    assertThat(page.body()).contains("could not be understood").doesNotContain("robot", "<tbody");
    assertThat(recorded()).isEmpty();
    assertThat(OWNER.get(security + "/access.csv" + query).status()).isEqualTo(400);
  }

  @Test
  void days_in_the_wrong_order_are_still_there_to_be_mended() {
    String query = "?from=2026-02-02&to=2026-02-01&accessor=system";

    assertThat(OWNER.get(security + query).body())
        .contains("value=\"2026-02-02\"", "value=\"2026-02-01\"")
        .contains("value=\"system\" selected=\"selected\"");
  }

  @Test
  void the_file_holds_the_whole_trail_and_is_itself_recorded_with_its_length() {
    insert(2500);

    Answer file = OWNER.get(security + "/access.csv");

    assertThat(file.header("content-type")).startsWith("text/csv");
    assertThat(file.header("content-disposition"))
        .isEqualTo("attachment; filename=\"access-trail.csv\"");
    assertThat(file.body().split("\r\n")).hasSize(1 + 2500 + 1);
    assertThat(file.body()).contains("\"EXPORT\",\"access-trail\"");
    assertThat(recorded()).contains("EXPORT access-trail BEGUN", "EXPORT access-trail COMPLETED");
    assertThat(
            SERVER
                .superuser()
                .sql(
                    """
                    SELECT e.record_count
                      FROM audit.access e
                      JOIN audit.access b ON b.id = e.completes
                     WHERE e.workspace_id = ? AND e.outcome = 'COMPLETED'
                    """)
                .param(workspace)
                .query(Long.class)
                .single())
        .isEqualTo(2501);
  }

  @Test
  void a_file_that_cannot_be_written_to_its_end_does_not_look_whole() {
    insert(2500);
    SERVER
        .superuser()
        .sql(
            """
            UPDATE audit.access SET action = 'UNKNOWN', at = at - interval '1 second'
             WHERE id = (SELECT id FROM audit.access WHERE workspace_id = ? LIMIT 1)
            """)
        .param(workspace)
        .update();

    assertThatThrownBy(() -> OWNER.get(security + "/access.csv"))
        .hasRootCauseInstanceOf(IOException.class);
    assertThat(recorded()).contains("EXPORT access-trail FAILED");
  }

  @Test
  void a_member_who_was_removed_is_shown_by_id() {
    UUID gone = SERVER.join(workspace, "stranger@example.org", "MANAGER");
    STRANGER.get(security);
    SERVER.superuser().sql("DELETE FROM workspace.member WHERE id = ?").param(gone).update();

    assertThat(OWNER.get(security).body()).contains("Removed member " + gone);
  }

  @Test
  void when_the_look_cannot_be_recorded_nothing_is_shown() {
    SERVER
        .superuser()
        .sql("REVOKE EXECUTE ON FUNCTION audit.append_access FROM " + runtimeRole())
        .update();
    try {
      for (String path : List.of("", "/changes", "/access.csv", "/changes.csv")) {
        Answer answer = OWNER.get(security + path);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain("owner@example.org\"", "<tbody", "\"time\"");
      }
    } finally {
      SERVER
          .superuser()
          .sql("GRANT EXECUTE ON FUNCTION audit.append_access TO " + runtimeRole())
          .update();
    }
    assertThat(recorded()).isEmpty();
  }

  @Test
  void a_trail_without_changes_says_what_will_be_there() {
    SERVER
        .superuser()
        .sql("DELETE FROM audit.change WHERE workspace_id = ?")
        .param(workspace)
        .update();

    assertThat(OWNER.get(security + "/changes").body()).contains("Nothing recorded yet");
  }

  private void insert(int count) {
    SERVER
        .superuser()
        .sql(
            """
            INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action, data_kind,
                                      outcome)
            SELECT ?, now(), gen_random_uuid(), 's', '00000000-0000-0000-0000-000000000001',
                   'SCHEDULED_REFRESH', 'dashboard', 'BEGUN'
              FROM generate_series(1, ?)
            """)
        .params(workspace, count)
        .update();
  }

  private List<String> recorded() {
    return SERVER
        .superuser()
        .sql(
            """
            SELECT action || ' ' || data_kind || ' ' || outcome
              FROM audit.access
             WHERE workspace_id = ? AND principal = ?
             ORDER BY at, id
            """)
        .params(workspace, owner)
        .query(String.class)
        .list();
  }

  private static int rows(String page) {
    return page.split("<time", -1).length - 1;
  }

  private static String runtimeRole() {
    return SERVER.runtime().sql("SELECT current_user").query(String.class).single();
  }
}
