package surety.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestServer;

/// Settings, Security in Chromium: searching, saved filters, the live view. Leaves screenshots in
/// `target/screenshots`.
@Tag("browser")
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrailBrowserTest {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final List<String> WCAG =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
  private static final String SESSION = "__Host-surety";

  private final TestServer server = TestServer.start();
  private final TestBrowser owner = server.signedIn("owner@example.org");
  private final UUID workspace = server.workspace("Marlin & Oak");
  private final ChromeDriver chrome;
  private String security = "";

  TrailBrowserTest() throws IOException {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(System.getProperty("surety.chromium", "/usr/bin/chromium"));
    options.setAcceptInsecureCerts(true);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--hide-scrollbars",
        "--user-data-dir=" + Files.createTempDirectory("trail-chromium"));
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(
                new File(System.getProperty("surety.chromedriver", "/usr/bin/chromedriver")))
            .build();
    chrome = new ChromeDriver(service, options);
  }

  @BeforeAll
  void sign_in() throws IOException {
    Files.createDirectories(SCREENSHOTS);
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
    chrome.quit();
    server.stop();
  }

  @Test
  void the_trail_is_searched_by_a_form() {
    chrome.get(security);
    looked("security");
    chrome.findElement(By.name("text")).sendKeys("oak-7b");
    chrome.findElement(By.cssSelector("form[role=search] button")).click();
    awaitText("oak-7b");
    looked("security-filtered");
    chrome.get(security + "?text=no+such+thing");
    looked("security-nothing");
    chrome.get(security + "?to=2026-02-30");
    looked("security-not-understood");
  }

  @Test
  void the_log_is_shown_with_its_checkpoint_and_how_to_check_it() {
    chrome.get(security + "/log");
    new WebDriverWait(chrome, Duration.ofSeconds(20))
        .until(
            driver -> {
              driver.navigate().refresh();
              return Objects.requireNonNull(driver.getPageSource()).contains("Signed checkpoint");
            });
    looked("security-log");
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
    looked("security-changes");
  }

  @Test
  void a_filter_is_saved_and_opened_again() {
    chrome.get(security + "?action=model_call&outcome=refused");
    chrome.findElement(By.linkText("Save filter")).click();
    awaitText("Save this filter");
    looked("security-save-filter");
    chrome.findElement(By.name("name")).sendKeys("Refused models");
    chrome.findElement(By.cssSelector("main button.primary")).click();
    awaitText("The filter is saved");
    looked("security-filters");
    chrome.findElement(By.linkText("Refused models")).click();
    awaitText("Asked a model");
    assertThat(chrome.getCurrentUrl()).endsWith("?action=model_call&outcome=refused");
  }

  @Test
  void entries_come_by_themselves_until_the_page_is_paused() {
    chrome.get(security + "/tail");
    looked("security-tail");
    entries(2, "interval '1 millisecond'");
    awaitText("2 new entries.");
    chrome.findElement(By.id("tail-pause")).click();
    awaitText("Paused.");
    looked("security-tail-paused");
    assertThat(chrome.findElements(By.cssSelector("[data-hx-get]"))).isEmpty();
    chrome.findElement(By.id("tail-on")).click();
    awaitText("Waiting for new entries.");
  }

  private void awaitText(String text) {
    new WebDriverWait(chrome, Duration.ofSeconds(60))
        .ignoring(StaleElementReferenceException.class)
        .until(_ -> chrome.findElement(By.tagName("main")).getText().contains(text));
  }

  // Every scheme and every width is looked at and its picture is taken.
  private void looked(String page) {
    List<String> violations = new ArrayList<>();
    for (String scheme : List.of("light", "dark")) {
      for (int width : List.of(390, 1440)) {
        chrome.executeCdpCommand(
            "Emulation.setEmulatedMedia",
            Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        chrome.executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        new AxeBuilder()
            .withTags(WCAG)
            .analyze(chrome)
            .getViolations()
            .forEach(
                rule ->
                    violations.add(
                        scheme
                            + " "
                            + width
                            + ": "
                            + rule.getId()
                            + " "
                            + rule.getNodes().getFirst().getTarget()));
        Object wider =
            chrome.executeScript(
                "return document.documentElement.scrollWidth"
                    + " - document.documentElement.clientWidth");
        assertThat(((Number) Objects.requireNonNull(wider)).intValue())
            .as(page + " is wider than " + width)
            .isZero();
        picture("trail-" + page + "-" + scheme + "-" + width);
      }
    }
    assertThat(violations).as(page).isEmpty();
  }

  private void picture(String name) {
    Object whole =
        chrome
            .executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
            .get("data");
    try {
      Files.write(
          SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(whole)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
