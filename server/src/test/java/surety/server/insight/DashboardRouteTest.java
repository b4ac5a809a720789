package surety.server.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;
import surety.server.identity.TestServer;
import surety.server.workspace.WorkspaceId;

/// The pages over HTTP, on a real database with the real access log.
@DisplayNameGeneration(ReplaceUnderscores.class)
class DashboardRouteTest {

  private static final TestServer SERVER = TestServer.start(FakeSources.class);

  private final UUID workspace = SERVER.workspace("Example Ltd");
  private final String base = "/w/" + workspace;

  @BeforeEach
  void forgetLimits() {
    SERVER.forgetLimits();
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  private TestBrowser member(String role) {
    String email = UUID.randomUUID() + "@example.com";
    TestBrowser browser = SERVER.signedIn(email);
    SERVER.join(workspace, email, role);
    return browser;
  }

  private FakeSource connect() {
    return FakeSources.connect(new WorkspaceId(workspace));
  }

  private static Answer figures(TestBrowser browser, String path) throws InterruptedException {
    Answer answer = browser.get(path);
    for (int i = 0; i < 600 && !answer.body().contains("data-figures"); i++) {
      assertThat(answer.status()).isEqualTo(200);
      Thread.sleep(50);
      answer = browser.get(path);
    }
    return answer;
  }

  // The page once its reading has come to an end, good or bad.
  private static Answer read(TestBrowser browser, String path) throws InterruptedException {
    Answer answer = browser.get(path);
    for (int i = 0; i < 600 && answer.body().contains("Reading from your systems"); i++) {
      Thread.sleep(50);
      answer = browser.get(path);
    }
    return answer;
  }

  private List<String> entries() {
    return SERVER
        .superuser()
        .sql(
            "SELECT accessor || ' ' || action FROM audit.access WHERE workspace_id = ? ORDER BY id")
        .param(workspace)
        .query(String.class)
        .list();
  }

  @Test
  void without_a_connection_the_page_says_what_to_do() {
    assertThat(member("OWNER").get(base + "/dashboard").body())
        .contains("No system is connected yet", base + "/connections");
    assertThat(member("VIEWER").get(base + "/dashboard").body())
        .contains("Somebody who manages connections")
        .doesNotContain("href=\"" + base + "/connections");
  }

  @Test
  void the_first_look_shows_progress_and_then_figures() throws InterruptedException {
    FakeSource vendor = connect();
    vendor.hold();
    TestBrowser owner = member("OWNER");
    Answer loading = owner.get(base + "/dashboard");
    assertThat(loading.status()).isEqualTo(200);
    assertThat(loading.body())
        .contains("Reading from your systems", "http-equiv=\"refresh\"", "hx-get")
        .doesNotContain("data-figures");
    vendor.release();
    Answer page = figures(owner, base + "/dashboard");
    assertThat(page.body())
        .contains("Utilisation", "Margin by client and project", "id=\"chart-revenue")
        .doesNotContain("http-equiv=\"refresh\"");
    assertThat(page.header("cache-control")).contains("no-store");
  }

  @Test
  void every_look_leaves_an_entry_and_so_does_every_fetch() throws InterruptedException {
    connect();
    TestBrowser owner = member("OWNER");
    figures(owner, base + "/dashboard");
    owner.get(base + "/dashboard?range=3");
    assertThat(entries())
        .contains("u CACHE_REBUILD", "u SOURCE_FETCH", "u CACHE_READ")
        .doesNotContain("s CACHE_READ");
  }

  @Test
  void no_figures_are_shown_when_the_entry_cannot_be_written() throws InterruptedException {
    connect();
    TestBrowser owner = member("OWNER");
    figures(owner, base + "/dashboard");
    SERVER.superuser().sql("ALTER TABLE audit.access RENAME TO access_away").update();
    try {
      Answer answer = owner.get(base + "/dashboard");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).doesNotContain("data-figures", "Utilisation");
    } finally {
      SERVER.superuser().sql("ALTER TABLE audit.access_away RENAME TO access").update();
    }
  }

  @Test
  void who_may_not_see_costs_gets_neither_the_card_nor_the_file() throws InterruptedException {
    connect();
    TestBrowser viewer = member("VIEWER");
    assertThat(figures(viewer, base + "/dashboard").body())
        .contains("Utilisation")
        .doesNotContain("Margin by client", "Cost of time", "margin-by-project.csv");
    assertThat(viewer.get(base + "/dashboard/margin-by-project.csv").status()).isEqualTo(404);
    assertThat(entries()).doesNotContain("u EXPORT");
    assertThat(member("MANAGER").get(base + "/dashboard/margin-by-project.csv").status())
        .isEqualTo(200);
  }

  @Test
  void a_table_comes_as_a_file_and_leaves_an_entry() throws InterruptedException {
    connect();
    TestBrowser owner = member("OWNER");
    figures(owner, base + "/dashboard");
    Answer file = owner.get(base + "/dashboard/utilisation.csv?range=3");
    assertThat(file.header("content-type")).startsWith("text/csv");
    assertThat(file.header("content-disposition"))
        .startsWith("attachment; filename=\"utilisation-");
    assertThat(file.body().lines()).hasSize(1 + 4);
    assertThat(entries()).endsWith("u EXPORT");
    assertThat(owner.get(base + "/dashboard/nothing.csv").status()).isEqualTo(404);
    assertThat(entries()).containsOnlyOnce("u EXPORT");
  }

  @Test
  void a_source_that_is_down_is_named_and_nothing_older_is_shown() throws InterruptedException {
    FakeSource vendor = connect();
    vendor.down(true);
    Answer answer = read(member("OWNER"), base + "/dashboard");
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.body())
        .contains("Your systems could not be read", "Example PSA, people: not read.")
        .doesNotContain("data-figures");
  }

  @Test
  void who_waits_with_a_script_sees_that_a_source_is_down() throws InterruptedException {
    FakeSource vendor = connect();
    vendor.down(true);
    TestBrowser owner = member("OWNER");
    read(owner, base + "/dashboard");
    Answer answer = owner.get(base + "/dashboard", "HX-Request", "true");
    assertThat(answer.status()).as("htmx shows nothing of an error").isEqualTo(200);
    assertThat(answer.body()).contains("Your systems could not be read", "id=\"main\"");
  }

  @Test
  void reading_again_asks_the_source_again() throws InterruptedException {
    FakeSource vendor = connect();
    TestBrowser owner = member("OWNER");
    vendor.down(true);
    read(owner, base + "/dashboard");
    vendor.down(false);
    Answer answer = owner.post(base + "/dashboard/refresh", "range", "3");
    assertThat(answer.location()).endsWith(base + "/dashboard?range=3");
    assertThat(figures(owner, base + "/dashboard?range=3").status()).isEqualTo(200);
  }

  @Test
  void a_range_that_is_not_offered_is_refused() {
    assertThat(member("OWNER").get(base + "/dashboard?range=5").status()).isEqualTo(400);
    assertThat(member("OWNER").get(base + "/dashboard?range=x").status()).isEqualTo(400);
  }

  @Test
  void an_owner_keeps_exchange_rates_and_a_wrong_line_loses_nothing() {
    TestBrowser owner = member("OWNER");
    Answer wrong =
        owner.post(base + "/exchange-rates", "lines", "USD 2026-06-01 0.92\nUSD tomorrow 1");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("line 2", "USD tomorrow 1").doesNotContain("<td>USD");
    assertThat(owner.post(base + "/exchange-rates", "lines", "USD 2026-06-01 0.92").status())
        .isEqualTo(302);
    assertThat(owner.get(base + "/exchange-rates").body()).contains("2026-06-01", "0.92");
    for (String day : List.of("+99999999-01-01", "-4800-01-01", "2026-06-02", "2026-06-01")) {
      assertThat(
              owner.post(base + "/exchange-rates/remove", "currency", "USD", "day", day).status())
          .as(day)
          .isEqualTo(302);
    }
    assertThat(owner.get(base + "/exchange-rates").body()).contains("None yet");
  }

  @Test
  void who_may_not_change_settings_sees_rates_and_cannot_change_them() {
    TestBrowser viewer = member("VIEWER");
    assertThat(viewer.get(base + "/exchange-rates").body()).doesNotContain("<textarea");
    assertThat(viewer.post(base + "/exchange-rates", "lines", "USD 2026-06-01 0.92").status())
        .isEqualTo(403);
  }

  @Test
  void rates_of_another_workspace_are_not_seen() {
    member("OWNER").post(base + "/exchange-rates", "lines", "USD 2026-06-01 0.77");
    UUID other = SERVER.workspace("Other Ltd");
    String email = UUID.randomUUID() + "@example.com";
    TestBrowser browser = SERVER.signedIn(email);
    SERVER.join(other, email, "OWNER");
    assertThat(browser.get("/w/" + other + "/exchange-rates").body()).doesNotContain("0.77");
    assertThat(browser.get(base + "/exchange-rates").status()).isEqualTo(404);
  }
}
