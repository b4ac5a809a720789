package surety.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import surety.server.posture.page.WrittenPages;
import surety.server.posture.view.MadeUpSnapshot;

/// The public pages in Chromium with claims in every state: both widths, both colour schemes, no
/// violation, nothing wider than the screen. Leaves screenshots in `target/screenshots`.
@Tag("browser")
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityPageBrowserTest {

  private final Path folder = Files.createTempDirectory("public-pages");
  private final Chromium page = new Chromium("public-");
  private final ChromeDriver chrome = page.driver();

  SecurityPageBrowserTest() throws IOException {}

  @BeforeAll
  void write_the_pages() throws IOException {
    WrittenPages.into(folder, MadeUpSnapshot.everyState());
  }

  @AfterAll
  void end() {
    page.quit();
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
    assertThat(page.violations()).isNotEmpty();
  }

  private void open(String name) {
    chrome.get(folder.resolve(name + ".html").toUri().toString());
  }

  private void looked(String name) {
    open(name);
    page.looked(name);
  }
}
