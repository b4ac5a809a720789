package surety.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/// The browser that pages are looked at with: at both widths and in both colour schemes, for
/// violations of WCAG and for what is wider than the screen. Leaves pictures in
/// `target/screenshots`.
final class Chromium {

  static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private static final Dimension DESKTOP = new Dimension(1440, 1000);
  private static final Dimension PHONE = new Dimension(390, 844);
  private static final List<String> WCAG =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChromeDriver chrome;
  private final String prefix;

  /// @param prefix of the names of pictures
  Chromium(String prefix) throws IOException {
    this.prefix = prefix;
    Files.createDirectories(SCREENSHOTS);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(System.getProperty("surety.chromium", "/usr/bin/chromium"));
    options.setAcceptInsecureCerts(true);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--user-data-dir=" + Files.createTempDirectory("chromium-"));
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(
                new File(System.getProperty("surety.chromedriver", "/usr/bin/chromedriver")))
            .build();
    chrome = new ChromeDriver(service, options);
    chrome.manage().window().setSize(DESKTOP);
  }

  ChromeDriver driver() {
    return chrome;
  }

  void quit() {
    chrome.quit();
  }

  /// Looks at the page and takes its pictures.
  void looked(String name) {
    List<String> violations = new ArrayList<>();
    for (String scheme : List.of("light", "dark")) {
      for (Dimension size : List.of(PHONE, DESKTOP)) {
        appear(scheme, size);
        // What a rule finds depends on the scheme or on the width, so two of the four tell all.
        if (scheme.equals("light") == size.equals(PHONE)) {
          violations().forEach(rule -> violations.add(scheme + " " + size.getWidth() + rule));
        }
        assertThat(overflow()).as(name + " is wider than " + size.getWidth()).isZero();
        picture(prefix + name + "-" + scheme + "-" + size.getWidth());
      }
    }
    chrome.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
    assertThat(violations).as(name).isEmpty();
  }

  /// What of the page violates WCAG as it is shown now.
  List<String> violations() {
    return new AxeBuilder()
        .withTags(WCAG).analyze(chrome).getViolations().stream().map(Chromium::told).toList();
  }

  private static String told(Rule rule) {
    return ": " + rule.getId() + " " + rule.getNodes().getFirst().getTarget();
  }

  /// Waits until the content of the page has this text. The page that is being left may go between
  /// the finding of its content and the reading of it.
  void awaitText(String text) {
    new WebDriverWait(chrome, PATIENCE)
        .ignoring(StaleElementReferenceException.class)
        .until(_ -> text().contains(text));
  }

  /// The content of the page.
  String text() {
    return chrome.findElement(By.tagName("main")).getText();
  }

  private void appear(String scheme, Dimension size) {
    chrome.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    chrome.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width",
            size.getWidth(),
            "height",
            size.getHeight(),
            "deviceScaleFactor",
            1,
            "mobile",
            false));
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
      throw new UncheckedIOException(e);
    }
  }
}
