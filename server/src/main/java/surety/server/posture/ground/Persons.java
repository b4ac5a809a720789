package surety.server.posture.ground;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import surety.server.platform.UndeliverableMail;
import surety.server.posture.probe.TargetBrowser.Page;

/// People who sign in by mail as anybody does, and read their own mail.
@Component
class Persons {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern LINK = Pattern.compile("https://[^\\s/]+(/\\S+)");

  private final Listener listener;
  private final UndeliverableMail mail;
  private final Map<String, Browser> signedIn = new ConcurrentHashMap<>();

  Persons(Listener listener, UndeliverableMail mail) {
    this.listener = listener;
    this.mail = mail;
  }

  /// Somebody without a session.
  Browser stranger() {
    return new Browser(listener);
  }

  /// A browser in which this address is signed in; one session serves all of its browsers while it
  /// lasts.
  Browser signedIn(String address) {
    Browser browser = signedIn.compute(address, (_, known) -> still(address, known));
    return browser.copy();
  }

  private Browser still(String address, @org.jspecify.annotations.Nullable Browser known) {
    return known != null && isSignedIn(known) ? known : signIn(address);
  }

  // The start page leads who is not signed in to where one signs in. It costs far less than a page
  // that is shown.
  private static boolean isSignedIn(Browser browser) {
    return browser
        .get("/")
        .headers()
        .firstValue("Location")
        .filter(place -> !place.contains("/sign-in"))
        .isPresent();
  }

  private Browser signIn(String address) {
    Browser browser = stranger();
    expect(browser.post("/sign-in", Map.of("email", address)), 302, "asking for a link");
    String link = linkInMail(address);
    expect(browser.get(link), 200, "opening the link");
    expect(browser.post(link, Map.of()), 302, "signing in");
    expect(browser.get("/sessions"), 200, "the first page"); // for the token of its forms
    return browser;
  }

  /// The path of the link in the newest mail to an address.
  String linkInMail(String address) {
    try {
      String text =
          mail.take(address, PATIENCE)
              .orElseThrow(() -> new IllegalStateException("no mail came"))
              .text();
      Matcher link = LINK.matcher(text);
      if (!link.find()) {
        throw new IllegalStateException("a mail without a link");
      }
      return link.group(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for mail", e);
    }
  }

  /// The page, if it has the status that a person needs to go on.
  static Page expect(Page page, int status, String step) {
    if (page.status() != status) {
      throw new IllegalStateException(
          step + ": status " + page.status() + " (expected: " + status + ")");
    }
    return page;
  }
}
