package surety.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openqa.selenium.support.ui.ExpectedConditions.urlMatches;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;
import surety.sandbox.ConsentServer;
import surety.sandbox.Fault;
import surety.sandbox.Firm;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;
import surety.sandbox.Tokens;
import surety.sandbox.Vendor;
import surety.sandbox.demo.Mailbox;
import surety.sandbox.model.ModelCall;
import surety.sandbox.model.ModelProviders;
import surety.sandbox.model.Pace;
import surety.server.operations.ServerUnderTest;

/// A new user in Chromium: signs in, creates a workspace, connects the firm's system, looks at the
/// figures, reads who looked at what. Leaves screenshots in `target/screenshots`.
@Tag("browser")
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholePathBrowserTest {

  private final SandboxServer sandbox;
  private final ServerUnderTest server;
  private final Mailbox mailbox;
  private final Chromium page = new Chromium("");
  private final ChromeDriver chrome = page.driver();
  private String workspace = "";

  WholePathBrowserTest() throws Exception {
    Path folder =
        Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "browser-");
    Firm firm = Firm.generate(7, LocalDate.now(ZoneOffset.UTC));
    sandbox = SandboxServer.start(SandboxOptions.of(firm));
    server = ServerUnderTest.start(folder, sandbox);
    mailbox = new Mailbox(server.mail());
  }

  @AfterAll
  void end() throws InterruptedException {
    page.quit();
    server.close();
    sandbox.close();
  }

  @Test
  @Order(1)
  void a_new_user_signs_in_by_the_mailed_link() throws Exception {
    chrome.get(server.origin() + "/w/" + java.util.UUID.randomUUID() + "/dashboard");
    assertThat(chrome.getCurrentUrl()).endsWith("/sign-in");
    page.looked("sign-in");
    mailbox.markAllRead();
    type("email", "owner@example.com").submit();
    awaitUrl("/sign-in/sent");
    chrome.get(mailbox.awaitLink(Duration.ofSeconds(60)));
    page.looked("link");
    click("main form button");
    awaitLeft("/sign-in");
  }

  @Test
  @Order(2)
  void creates_a_workspace() {
    chrome.get(server.origin() + "/workspaces/new");
    page.looked("new-workspace");
    type("name", "Marlin & Oak").submit();
    await("nav.side");
    workspace = chrome.getCurrentUrl().replaceFirst("(/w/[0-9a-f-]{36}).*", "$1");
    chrome.get(workspace + "/dashboard");
    page.looked("dashboard-empty");
    assertThat(page.text()).containsIgnoringCase("connect");
  }

  @Test
  @Order(3)
  void connects_the_firms_system_by_keyboard_alone() {
    chrome.get(workspace + "/connections");
    page.looked("connections-empty");
    chrome.get(workspace + "/connections/new?connector=productive");
    WebElement name = chrome.findElement(By.name("label"));
    name.clear();
    name.sendKeys("Productive");
    type("organization", Tokens.PRODUCTIVE_ORGANIZATION);
    type("token", Tokens.PRODUCTIVE_FULL).sendKeys(Keys.ENTER);
    awaitLeft("/connections/new");
    chrome.get(workspace + "/connections");
    page.looked("connections");
    assertThat(chrome.getPageSource()).doesNotContain(Tokens.PRODUCTIVE_FULL);
  }

  @Test
  @Order(4)
  void sees_live_figures_without_reloading() throws IOException {
    chrome.get(workspace + "/dashboard");
    await("[data-figures]");
    page.looked("dashboard");
    assertThat(page.text()).contains("As of").containsIgnoringCase("utilisation");
    Path picture = chrome.getScreenshotAs(OutputType.FILE).toPath();
    Files.copy(
        picture, Chromium.SCREENSHOTS.resolve("readme.png"), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  @Order(5)
  void finds_every_read_in_the_audit_trail() {
    chrome.get(workspace + "/security");
    page.looked("security");
    assertThat(chrome.findElements(By.cssSelector("table.data tbody tr"))).isNotEmpty();
    assertThat(page.text()).contains("owner@example.com");
  }

  @Test
  @Order(6)
  void lets_a_model_be_asked() {
    chrome.get(workspace + "/analysis");
    page.looked("analysis-empty");
    assertThat(page.text()).contains("No provider of models is set");
    click("main a.button");
    awaitUrl("/settings/ai");
    page.looked("ai-empty");
    type("key", ModelProviders.KEY).submit();
    page.awaitText("The key is stored");
    click("details summary");
    type("saidBy", "The stand-in");
    type("document", "0".repeat(64));
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    chrome.executeScript(
        "document.getElementsByName('issued')[0].value = arguments[0];"
            + "document.getElementsByName('expires')[0].value = arguments[1]",
        today.toString(),
        today.plusDays(30).toString());
    click("form[action$='/attest'] button");
    page.awaitText("The promise is recorded");
    type("model", ModelProviders.MODEL).submit();
    page.awaitText("The model for analyses is saved");
    page.looked("ai");
  }

  @Test
  @Order(7)
  void sees_an_answer_with_names_while_it_is_written_and_what_the_model_saw() {
    sandbox.models().pace(Pace.FAST.waiting(Duration.ZERO, Duration.ofMillis(40)));
    chrome.get(workspace + "/dashboard");
    await("[data-figures]");
    chrome.findElement(By.linkText("Analyse")).click();
    await("#analyse");
    page.looked("analysis");
    String address = chrome.getCurrentUrl();
    // What was there before the end is noted by the page itself: who asks from outside may be late.
    chrome.executeScript(
        """
        window.lengths = [];
        new MutationObserver(() => {
          const answer = document.querySelector('#answer p');
          if (answer && !document.getElementById('seen')) {
            window.lengths.push(document.getElementById('answer').textContent.length);
          }
        }).observe(document.body, {childList: true, subtree: true});\
        """);
    click("#analyse button[type=submit]");
    await("#result:not([aria-busy]) #seen");
    assertThat(chrome.executeScript("return new Set(window.lengths).size"))
        .as("lengths while it was written")
        .isInstanceOfSatisfying(Long.class, lengths -> assertThat(lengths).isGreaterThan(1));
    String answer = chrome.findElement(By.id("answer")).getText();
    assertThat(sandbox.firm().clients()).anyMatch(client -> answer.contains(client.name()));
    assertThat(chrome.findElement(By.id("seen")).getText()).contains("Client A");
    assertThat(chrome.getCurrentUrl()).isEqualTo(address);
    page.looked("analysis-answer");
  }

  @Test
  @Order(8)
  void cancels_an_answer_and_the_provider_is_cut_off() {
    sandbox.models().pace(Pace.FAST.waiting(Duration.ZERO, Duration.ofMillis(300)));
    chrome.get(workspace + "/analysis");
    click("#analyse button[type=submit]");
    await("#answer p");
    click("#cancel");
    page.awaitText("Cancelled");
    new WebDriverWait(chrome, Duration.ofSeconds(60))
        .until(_ -> sandbox.models().calls().getLast().outcome() == ModelCall.Outcome.DISCONNECTED);
    sandbox.models().pace(Pace.FAST);
    click("#analyse button[type=submit]");
    await("#result:not([aria-busy]) #seen");
  }

  @Test
  @Order(9)
  void goes_to_a_vendor_for_consent_and_whatever_goes_wrong_has_a_page_that_says_what_to_do() {
    ConsentServer xero = sandbox.consents(Vendor.XERO);
    xero.deny(true);
    askForConsent("Marlin & Oak");
    failed("Access was not allowed", "begin again under Connections");
    page.looked("consent-denied");
    xero.deny(false);
    askForConsent("Helix");
    failed("The consent is for another account", "choose the account that you entered");
    assertThat(page.text()).contains("Marlin & Oak");
    page.looked("consent-other-account");
    xero.forgetRefreshTokens(true);
    askForConsent("Marlin & Oak");
    failed("The vendor gave access for a short while only", "allow offline access");
    xero.forgetRefreshTokens(false);
    sandbox.inject(Fault.maintenancePage().at(Vendor.XERO).on("/connect/token"));
    askForConsent("Marlin & Oak");
    failed("sign-in service did not answer", "in a while");
    comesBack("&error=server_error");
    failed("The vendor ended the consent with an error", "redirect address and scopes");
    comesBack("");
    failed("The vendor sent nothing to go on with", "do not open or reload");
    String used = comesBack("&code=another");
    failed("The vendor did not accept its own consent", "Begin again");
    chrome.get(used);
    failed("This consent is not known here", "It was used already");
    click("main a.button");
    awaitUrl("/connections");
    assertThat(page.text()).doesNotContain("Xero");
    askForConsent("Marlin & Oak");
    await("main dl");
    assertThat(page.text()).contains("vendor scope");
    page.looked("consented");
  }

  // Up to the page that the browser is on when it has come back.
  private void askForConsent(String organisation) {
    beginConsent(organisation);
    click("main a.primary");
    new WebDriverWait(chrome, Duration.ofSeconds(60))
        .until(urlMatches(Pattern.quote(workspace + "/connections/") + "(?!consent)"));
  }

  private void beginConsent(String organisation) {
    chrome.get(workspace + "/connections/new?connector=xero");
    type("organisation", organisation).submit();
    awaitUrl("/connections/consent");
  }

  // As from the vendor, with something else than it would have sent.
  private String comesBack(String with) {
    beginConsent("Marlin & Oak");
    String consent = chrome.findElement(By.cssSelector("main a.primary")).getAttribute("href");
    String state = String.valueOf(consent).replaceFirst(".*[?&]state=([^&]*).*", "$1");
    String back = server.origin() + "/oauth/callback?state=" + state + with;
    chrome.get(back);
    return back;
  }

  private void failed(String title, String remedy) {
    assertThat(chrome.findElement(By.cssSelector("main h1")).getText()).contains(title);
    assertThat(chrome.findElement(By.cssSelector("main [role=alert]")).getText()).contains(remedy);
    assertThat(page.text()).contains("nothing was stored");
  }

  @Test
  @Order(10)
  void finds_the_other_pages_in_order_too() {
    for (String other :
        List.of(
            workspace + "/members",
            workspace + "/exchange-rates",
            workspace + "/settings",
            workspace + "/settings/keys",
            workspace + "/settings/ai",
            workspace + "/settings/ai/names",
            server.origin() + "/sessions")) {
      chrome.get(other);
      page.looked(other.substring(other.lastIndexOf('/') + 1));
    }
    chrome.get(workspace.replaceFirst("[0-9a-f]{12}$", "000000000000") + "/dashboard");
    page.looked("not-found");
    assertThat(page.text()).doesNotContain("owner of");
  }

  @Test
  @Order(11)
  void the_first_tab_stop_skips_to_the_content() {
    chrome.get(workspace + "/dashboard");
    await("[data-figures]");
    chrome.findElement(By.tagName("body")).sendKeys(Keys.TAB);
    assertThat(chrome.switchTo().activeElement().getText()).isEqualTo("Skip to content");
  }

  @Test
  @Order(12)
  void no_page_moves_while_it_loads() {
    chrome.get(workspace + "/dashboard");
    await("[data-figures]");
    Object shift =
        chrome.executeScript(
            """
            return new Promise(done => {
              let sum = 0;
              new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value))
                  .observe({type: 'layout-shift', buffered: true});
              setTimeout(() => done(sum), 300);
            });\
            """);
    assertThat(((Number) java.util.Objects.requireNonNull(shift)).doubleValue()).isLessThan(0.02);
  }

  @Test
  @Order(13)
  void the_accessibility_check_can_fail() {
    chrome.get(workspace + "/members");
    chrome.executeScript("document.querySelector('label').remove()");
    assertThat(page.violations()).isNotEmpty();
  }

  private WebElement type(String field, String text) {
    WebElement element = chrome.findElement(By.name(field));
    element.sendKeys(text);
    return element;
  }

  private void click(String selector) {
    chrome.findElement(By.cssSelector(selector)).click();
  }

  private void await(String selector) {
    new WebDriverWait(chrome, Duration.ofSeconds(60))
        .until(driver -> !driver.findElements(By.cssSelector(selector)).isEmpty());
  }

  private void awaitUrl(String end) {
    new WebDriverWait(chrome, Duration.ofSeconds(60)).until(urlMatches(Pattern.quote(end) + "$"));
  }

  private void awaitLeft(String path) {
    new WebDriverWait(chrome, Duration.ofSeconds(60))
        .until(driver -> !String.valueOf(driver.getCurrentUrl()).contains(path));
  }
}
