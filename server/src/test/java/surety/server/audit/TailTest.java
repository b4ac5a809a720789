package surety.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;
import surety.server.identity.TestServer;

/// The live view over HTTPS on the whole server.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TailTest {

  private static final TestServer SERVER = TestServer.start();
  private static final TestBrowser OWNER = SERVER.signedIn("owner@example.org");
  private static final TestBrowser MANAGER = SERVER.signedIn("manager@example.org");
  private static final TestBrowser REP = SERVER.signedIn("rep@example.org");
  private static final Pattern POLL = Pattern.compile("data-hx-get=\"([^\"]*)\"");

  private UUID workspace;
  private UUID owner;
  private String tail;

  @BeforeEach
  void open() {
    workspace = SERVER.workspace("Example Ltd");
    owner = SERVER.join(workspace, "owner@example.org", "OWNER");
    SERVER.join(workspace, "manager@example.org", "MANAGER");
    SERVER.join(workspace, "rep@example.org", "REP");
    tail = "/w/" + workspace + "/security/tail";
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  private static String poll(Answer answer) {
    Matcher poll = POLL.matcher(answer.body());
    assertThat(poll.find()).as(answer.body()).isTrue();
    return poll.group(1).replace("&amp;", "&");
  }

  private void refresh(String kind) {
    SERVER
        .superuser()
        .sql(
            """
            INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action, data_kind,
                                      outcome)
            VALUES (?, clock_timestamp(), gen_random_uuid(), 's',
                    '00000000-0000-0000-0000-000000000001', 'SCHEDULED_REFRESH', ?, 'BEGUN')
            """)
        .params(workspace, kind)
        .update();
  }

  private List<String> tails() {
    return SERVER
        .superuser()
        .sql(
            """
            SELECT detail ->> 'tail_part' FROM audit.access
             WHERE workspace_id = ? AND action = 'TRAIL_READ' ORDER BY at
            """)
        .param(workspace)
        .query(String.class)
        .list();
  }

  @Test
  void new_entries_come_and_looking_makes_none() {
    Answer page = OWNER.get(tail);
    assertThat(page.body())
        .contains("data-hx-trigger=\"every 2s\"", "aria-live=\"polite\"", "tail_part 1");
    String poll = poll(page);
    for (int i = 0; i < 20; i++) {
      Answer nothing = OWNER.get(poll);
      assertThat(nothing.status()).isEqualTo(204);
      assertThat(nothing.body()).isEmpty();
    }

    refresh("invoices");
    refresh("time-entries");
    Answer news = OWNER.get(poll);

    assertThat(news.status()).isEqualTo(200);
    assertThat(news.body()).contains("time entries", "invoices", "2 new entries.");
    assertThat(news.body()).doesNotContain("<html", "<main");
    assertThat(OWNER.get(poll(news)).status()).isEqualTo(204);
    assertThat(tails()).containsExactly("1");
  }

  @Test
  void an_entry_that_was_committed_late_comes_all_the_same() {
    refresh("invoices");
    String poll = poll(OWNER.get(tail));
    refresh("deals");
    SERVER
        .superuser()
        .sql(
            """
            UPDATE audit.access SET at = at - interval '10 seconds'
             WHERE workspace_id = ? AND data_kind = 'deals'
            """)
        .param(workspace)
        .update();

    assertThat(OWNER.get(poll).body()).contains("deals", "brought up to date");
  }

  @Test
  void after_ten_minutes_another_entry_stands_for_the_looks_and_after_an_hour_it_ends() {
    String poll = poll(OWNER.get(tail));
    for (int part = 2; part <= Tail.MOST_PARTS; part++) {
      age();
      Answer renewed = OWNER.get(old(poll));
      assertThat(renewed.status()).isEqualTo(200);
      poll = poll(renewed);
      assertThat(OWNER.get(poll).status()).isEqualTo(204);
    }
    assertThat(tails()).containsExactly("1", "2", "3", "4", "5", "6");

    age();
    Answer over = OWNER.get(old(poll));
    assertThat(over.status()).isEqualTo(200);
    assertThat(over.body()).contains("The live view has ended", "Begin again");
    assertThat(over.body()).doesNotContain("data-hx-get", "<td");
    assertThat(tails()).hasSize(6);
  }

  // What was recorded was recorded eleven minutes earlier.
  private void age() {
    SERVER
        .superuser()
        .sql(
            """
            UPDATE audit.access SET at = at - interval '11 minutes'
             WHERE workspace_id = ? AND action = 'TRAIL_READ'
            """)
        .param(workspace)
        .update();
  }

  private static String old(String poll) {
    Matcher place = Pattern.compile("entry=(\\d+)").matcher(poll);
    return place.replaceAll(
        match -> "entry=" + (Long.parseLong(match.group(1)) - 11L * 60 * 1_000_000));
  }

  @Test
  void an_entry_of_another_or_of_nothing_shows_nothing() {
    String mine = poll(OWNER.get(tail));
    refresh("invoices");
    UUID other = SERVER.workspace("Another Ltd");
    SERVER.join(other, "owner@example.org", "OWNER");

    assertThat(MANAGER.get(mine).body()).contains("has ended").doesNotContain("invoices");
    assertThat(OWNER.get(mine.replace(workspace.toString(), other.toString())).body())
        .contains("has ended");
    for (String junk :
        List.of("", "?entry=x", "?entry=1-" + owner, "?entry=" + "9".repeat(16) + "-" + owner)) {
      Answer answer = OWNER.get(tail + "/entries" + junk);
      assertThat(answer.body()).as(junk).contains("has ended").doesNotContain("invoices");
    }
    assertThat(REP.get(tail).status()).isEqualTo(403);
    assertThat(REP.get(mine).status()).isEqualTo(403);
    // An entry about the trail that is no tail's stands for nothing.
    OWNER.get("/w/" + workspace + "/security");
    String look =
        SERVER
            .superuser()
            .sql(
                """
                SELECT (extract(epoch FROM at) * 1000000)::bigint || '-' || id FROM audit.access
                 WHERE workspace_id = ? AND action = 'TRAIL_READ' AND detail IS NULL
                """)
            .param(workspace)
            .query(String.class)
            .single();
    assertThat(OWNER.get(tail + "/entries?entry=" + look).body()).contains("has ended");
  }

  @Test
  void without_script_a_link_looks_again_under_the_same_entry() {
    Answer page = OWNER.get(tail);
    Matcher link = Pattern.compile("id=\"tail-refresh\" href=\"([^\"]*)\"").matcher(page.body());
    assertThat(link.find()).isTrue();
    refresh("invoices");

    Answer again = OWNER.get(link.group(1).replace("&amp;", "&"));

    assertThat(again.body()).contains("invoices");
    assertThat(tails()).containsExactly("1");
  }

  @Test
  void a_paused_page_asks_for_nothing() {
    Answer page = OWNER.get(tail);
    Matcher pause = Pattern.compile("id=\"tail-pause\" href=\"([^\"]*)\"").matcher(page.body());
    assertThat(pause.find()).isTrue();

    Answer paused = OWNER.get(pause.group(1).replace("&amp;", "&"));

    assertThat(paused.body()).contains("Go on", "Paused.").doesNotContain("data-hx-get");
    assertThat(tails()).containsExactly("1");
  }

  @Test
  void when_the_tail_cannot_be_recorded_nothing_is_shown() {
    refresh("invoices");
    String role = SERVER.runtime().sql("SELECT current_user").query(String.class).single();
    SERVER.superuser().sql("REVOKE EXECUTE ON FUNCTION audit.append_access FROM " + role).update();
    try {
      Answer answer = OWNER.get(tail);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).doesNotContain("invoices");
    } finally {
      SERVER.superuser().sql("GRANT EXECUTE ON FUNCTION audit.append_access TO " + role).update();
    }
  }
}
