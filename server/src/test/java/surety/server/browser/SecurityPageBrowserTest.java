package surety.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import surety.server.posture.page.WrittenPages;
import surety.server.posture.view.MadeUpSnapshot;

/// The public pages in Chromium with claims in every state: both widths, both colour schemes, no
/// violation, nothing wider than the screen. Leaves screenshots in `target/screenshots`.
@Tag("browser")
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityPageBrowserTest {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final List<String> WCAG =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  private final Path folder;
  private final ChromeDriver chrome;

  SecurityPageBrowserTest() throws IOException {
    folder = Files.createTempDirectory("public-pages");
    chrome = chrome();
  }

  private ChromeDriver chrome() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(System.getProperty("surety.chromium", "/usr/bin/chromium"));
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--user-data-dir=" + folder.resolve("chromium"));
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(
                new File(System.getProperty("surety.chromedriver", "/usr/bin/chromedriver")))
            .build();
    return new ChromeDriver(service, options);
  }

  @BeforeAll
  void write_the_pages() throws IOException {
    Files.createDirectories(SCREENSHOTS);
    WrittenPages.into(folder, MadeUpSnapshot.everyState());
  }

  @AfterAll
  void end() {
    chrome.quit();
  }

  @Test
  void the_security_page_is_in_order() {
    looked("security");
  }

  @Test
  void the_overview_is_in_order() {
    looked("overview");
  }

  @Test
  void the_page_of_a_visitors_attacks_is_in_order() {
    looked("prove");
  }

  @Test
  void what_fails_comes_before_what_is_proven() {
    open("security");
    var first = chrome.findElements(By.cssSelector("article.claim")).getFirst();
    assertThat(first.getDomAttribute("id")).isEqualTo("now-PL-03");
  }

  @Test
  void the_check_can_fail() {
    open("security");
    chrome.executeScript("document.querySelector('label').remove()");
    assertThat(new AxeBuilder().withTags(WCAG).analyze(chrome).getViolations()).isNotEmpty();
  }

  private void open(String page) {
    chrome.get(folder.resolve(page + ".html").toUri().toString());
  }

  private void looked(String page) {
    open(page);
    List<String> violations = new ArrayList<>();
    for (String scheme : List.of("light", "dark")) {
      for (int width : List.of(390, 1440)) {
        appear(scheme, width);
        for (Rule rule : violatedAt(scheme.equals("light") == (width == 390))) {
          violations.add(
              scheme
                  + " "
                  + width
                  + ": "
                  + rule.getId()
                  + " "
                  + rule.getNodes().getFirst().getTarget());
        }
        assertThat(overflow()).as(page + " is wider than " + width).isZero();
        picture("public-" + page + "-" + scheme + "-" + width);
      }
    }
    assertThat(violations).as(page).isEmpty();
  }

  private void appear(String scheme, int width) {
    chrome.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    chrome.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  // Every scheme and every width is looked at: what a rule finds depends on one of the two.
  private List<Rule> violatedAt(boolean looked) {
    return looked ? new AxeBuilder().withTags(WCAG).analyze(chrome).getViolations() : List.of();
  }

  private long overflow() {
    Object pixels =
        chrome.executeScript(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    return pixels instanceof Number number ? number.longValue() : -1;
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
