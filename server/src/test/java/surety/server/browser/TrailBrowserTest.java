package surety.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestServer;

/// Settings, Security in Chromium: searching, saved filters, the live view. Leaves screenshots in
/// `target/screenshots`.
@Tag("browser")
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrailBrowserTest {

  private static final String SESSION = "__Host-surety";

  private final TestServer server = TestServer.start();
  private final TestBrowser owner = server.signedIn("owner@example.org");
  private final UUID workspace = server.workspace("Marlin & Oak");
  private final Chromium page = new Chromium("trail-");
  private final ChromeDriver chrome = page.driver();
  private String security = "";

  TrailBrowserTest() throws IOException {}

  @BeforeAll
  void sign_in() {
    server.join(workspace, "owner@example.org", "OWNER");
    // They may reach back into yesterday.
    server.superuser().sql("SELECT audit.past_day(1)").query(String.class).single();
    entries(20, "interval '1 minute'");
    String origin = "https://localhost:" + server.port();
    chrome.get(origin + "/sign-in");
    chrome
        .manage()
        .addCookie(
            new Cookie.Builder(SESSION, owner.cookie(SESSION)).path("/").isSecure(true).build());
    security = origin + "/w/" + workspace + "/security";
  }

  private void entries(int count, String apart) {
    server
        .superuser()
        .sql(
            """
            INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action, data_kind,
                                      connection_id, record_count, outcome, detail)
            SELECT ?, clock_timestamp() - n * %s, gen_random_uuid(),
                   CASE WHEN n %% 3 = 0 THEN 's' ELSE 'u' END,
                   CASE WHEN n %% 3 = 0 THEN '00000000-0000-0000-0000-000000000001'::uuid
                        ELSE '01920000-0000-7000-8000-0000000000aa' END,
                   (ARRAY['SOURCE_FETCH', 'MODEL_CALL', 'CACHE_READ'])[1 + n %% 3],
                   (ARRAY['invoices', 'analysis', 'dashboard'])[1 + n %% 3],
                   CASE WHEN n %% 3 = 0 THEN gen_random_uuid() END, n * 100,
                   (ARRAY['COMPLETED', 'REFUSED', 'PARTIAL'])[1 + n %% 3],
                   CASE WHEN n %% 3 = 1 THEN '{"model": "oak-7b", "replaced": 12}'::jsonb END
              FROM generate_series(1, ?) n
            """
                .formatted(apart))
        .params(workspace, count)
        .update();
  }

  @AfterAll
  void end() {
    page.quit();
    server.stop();
  }

  @Test
  void the_trail_is_searched_by_a_form() {
    chrome.get(security);
    page.looked("security");
    chrome.findElement(By.name("text")).sendKeys("oak-7b");
    chrome.findElement(By.cssSelector("form[role=search] button")).click();
    page.awaitText("oak-7b");
    page.looked("security-filtered");
    chrome.get(security + "?text=no+such+thing");
    page.looked("security-nothing");
    chrome.get(security + "?to=2026-02-30");
    page.looked("security-not-understood");
  }

  @Test
  void the_log_is_shown_with_its_checkpoint_and_how_to_check_it() {
    awaitLog();
    page.looked("security-log");

    chrome.findElement(By.cssSelector("#verify button[type=submit]")).click();
    page.awaitText("Verified: nothing was changed");
    page.looked("security-log-verified");
  }

  @Test
  void a_file_that_was_changed_is_found_out_in_the_browser() throws IOException {
    chrome.get(security);
    awaitLog();
    String file = owner.get("/w/" + workspace + "/security/log/file").body();
    Path changed = Files.writeString(Files.createTempFile("log", ".jsonl"), changed(file));
    chrome.findElement(By.id("verify-file")).sendKeys(changed.toString());
    chrome.findElement(By.cssSelector("#verify button[type=submit]")).click();
    page.awaitText("Not verified: entry 0 is not what was logged.");
    page.looked("security-log-changed");
  }

  private static String changed(String file) {
    assertThat(file).contains("INSERT");
    return file.replaceFirst("INSERT", "DELETE");
  }

  @Test
  void the_browser_finds_in_the_vectors_of_the_log_what_the_library_finds() throws IOException {
    String vectors =
        Files.readString(
            Path.of("../translog/src/test/resources/surety/translog/translog-v1.json"));
    chrome.get(security);
    Object found =
        chrome.executeAsyncScript(
            """
            const [vectors, done] = arguments;
            (async () => {
              const {verify} = await import("/assets/verify-log.js");
              const {log, exports, defects} = JSON.parse(vectors);
              const told = [];
              for (const {lines, kind, index, opened} of [...exports, ...defects]) {
                const file = new Blob(lines.map((line) => line + "\\n")).stream();
                told.push(await verify(file, log.key).then(
                  (all) => all.entries === opened,
                  (e) => e.kind === kind && e.index === index));
              }
              done(told);
            })().catch((e) => done(String(e)));
            """,
            vectors);
    assertThat(found).asInstanceOf(LIST).hasSizeGreaterThan(10).containsOnly(true);
  }

  private void awaitLog() {
    new WebDriverWait(chrome, Duration.ofSeconds(20))
        .until(
            driver -> {
              driver.get(security + "/log");
              return Objects.requireNonNull(driver.getPageSource()).contains("Signed checkpoint");
            });
  }

  @Test
  void changes_are_shown_with_what_was_before_and_is_after() {
    server
        .superuser()
        .sql(
            """
            UPDATE workspace.workspace SET name = repeat('Marlin & Oak ', 7) || E'\\u202Exe'
             WHERE workspace_id = ?
            """)
        .param(workspace)
        .update();
    server
        .superuser()
        .sql(
            """
            INSERT INTO audit.change (workspace_id, at, id, accessor, principal, table_name,
                                      operation, row_before, row_after)
            VALUES (?, now(), gen_random_uuid(), 'u', gen_random_uuid(), 'workspace.workspace',
                    'UPDATE', jsonb_build_object('name', repeat('x', 1048576)),
                    jsonb_build_object('name', 'y'))
            """)
        .param(workspace)
        .update();
    chrome.get(security + "/changes");
    chrome.executeScript("document.querySelectorAll('details').forEach(d => d.open = true)");
    page.looked("security-changes");
  }

  @Test
  void a_filter_is_saved_and_opened_again() {
    chrome.get(security + "?action=model_call&outcome=refused");
    chrome.findElement(By.linkText("Save filter")).click();
    page.awaitText("Save this filter");
    page.looked("security-save-filter");
    chrome.findElement(By.name("name")).sendKeys("Refused models");
    chrome.findElement(By.cssSelector("main button.primary")).click();
    page.awaitText("The filter is saved");
    page.looked("security-filters");
    chrome.findElement(By.linkText("Refused models")).click();
    page.awaitText("Asked a model");
    assertThat(chrome.getCurrentUrl()).endsWith("?action=model_call&outcome=refused");
  }

  @Test
  void entries_come_by_themselves_until_the_page_is_paused() {
    chrome.get(security + "/tail");
    page.looked("security-tail");
    entries(2, "interval '1 millisecond'");
    page.awaitText("2 new entries.");
    chrome.findElement(By.id("tail-pause")).click();
    page.awaitText("Paused.");
    page.looked("security-tail-paused");
    assertThat(chrome.findElements(By.cssSelector("[data-hx-get]"))).isEmpty();
    chrome.findElement(By.id("tail-on")).click();
    page.awaitText("Waiting for new entries.");
  }
}
