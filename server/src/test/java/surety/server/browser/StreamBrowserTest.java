package surety.server.browser;

import java.io.IOException;
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

/// Settings, Security, Streams and Alerts in Chromium. Leaves screenshots in `target/screenshots`.
@Tag("browser")
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamBrowserTest {

  private static final String SESSION = "__Host-surety";

  private final TestServer server = TestServer.start();
  private final TestBrowser owner = server.signedIn("owner@example.org");
  private final UUID workspace = server.workspace("Marlin & Oak");
  private final Chromium page = new Chromium("stream-");
  private final ChromeDriver chrome = page.driver();
  private String security = "";

  StreamBrowserTest() throws IOException {}

  @BeforeAll
  void sign_in() {
    server.join(workspace, "owner@example.org", "OWNER");
    String origin = "https://localhost:" + server.port();
    chrome.get(origin + "/sign-in");
    chrome
        .manage()
        .addCookie(
            new Cookie.Builder(SESSION, owner.cookie(SESSION)).path("/").isSecure(true).build());
    security = origin + "/w/" + workspace + "/security";
  }

  @AfterAll
  void end() {
    page.quit();
    server.stop();
  }

  @Test
  void a_stream_is_added_fails_and_is_paused() {
    chrome.get(security + "/streams");
    page.looked("none");
    chrome.findElement(By.name("name")).sendKeys("Our SIEM");
    // A name of this machine, which is refused before a connection is made.
    chrome.findElement(By.name("address")).sendKeys("https://localhost/in?index=surety");
    chrome.findElement(By.cssSelector("form[action$='/streams'] button.primary")).click();
    page.awaitText("The secret that signs");
    page.looked("added");
    server.superuser().sql("UPDATE workspace.workspace SET name = 'Marlin, Oak'").update();
    new WebDriverWait(chrome, java.time.Duration.ofSeconds(30))
        .until(
            driver -> {
              driver.get(security + "/streams");
              return page.text().contains("Last failure");
            });
    page.looked("failing");
    chrome.findElement(By.cssSelector("form[action$='/pause'] button")).click();
    page.awaitText("A member paused it.");
    page.looked("paused");
    chrome.findElement(By.cssSelector("form[action$='/remove'] button")).click();
    page.awaitText("No streams yet");
  }

  @Test
  void alerts_are_listed_and_their_rules_are_chosen() {
    chrome.get(security + "/alerts");
    page.looked("alerts-none");
    server
        .superuser()
        .sql(
            """
            INSERT INTO audit.alert (workspace_id, id, rule, principal, entry_at, entry_id, number,
                                     network)
            SELECT ?, gen_random_uuid(), r.rule,
                   (SELECT id FROM workspace.member WHERE workspace_id = ?), now(),
                   gen_random_uuid(), 120000, '203.0.113.0/24'
              FROM unnest(ARRAY['network', 'reads', 'refusals', 'support']) r (rule)
            """)
        .params(workspace, workspace)
        .update();
    chrome.findElement(By.name("number-reads")).clear();
    chrome.findElement(By.name("number-reads")).sendKeys("5000");
    chrome.findElement(By.name("support")).click();
    chrome.findElement(By.cssSelector("form[action$='/alerts'] button.primary")).click();
    page.awaitText("Saved.");
    page.looked("alerts");
  }
}
