package surety.server.connect;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;

/// The way of a browser to a vendor's consent and back.
public final class Consent {

  private static final Pattern LINK = Pattern.compile("href=\"(http://127[^\"]*)\"");
  private static final HttpClient VENDOR_PAGES = HttpClient.newHttpClient();

  private Consent() {}

  /// Connects a system whose vendor asks for consent.
  ///
  /// @return the answer to the way back
  public static Answer given(TestBrowser owner, String base, String... form) {
    Answer page = owner.post(base + "/connections/consent", form);
    if (page.status() != 200) {
      throw new AssertionError(page.body());
    }
    return back(owner, allowed(page.body()));
  }

  /// The way back from the vendor's consent, as it would be the browser's next request.
  static String allowed(String page) {
    Matcher link = LINK.matcher(page);
    if (!link.find()) {
      throw new AssertionError(page);
    }
    try {
      URI url = URI.create(link.group(1).replace("&amp;", "&"));
      HttpResponse<String> answer =
          VENDOR_PAGES.send(
              HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 302) {
        throw new AssertionError(answer.body());
      }
      URI back = URI.create(answer.headers().firstValue("location").orElseThrow());
      return back.getRawPath() + "?" + back.getRawQuery();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What a browser sees that comes back.
  static Answer back(TestBrowser browser, String way) {
    Answer relayed = browser.get(way);
    return relayed.status() == 302 ? browser.get(relayed.location()) : relayed;
  }
}
