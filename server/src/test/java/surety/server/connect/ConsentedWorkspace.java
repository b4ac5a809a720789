package surety.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import surety.sandbox.ConsentServer;
import surety.sandbox.Tokens;
import surety.sandbox.Vendor;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;

/// A workspace whose owner goes to Xero for consent.
abstract class ConsentedWorkspace extends ConnectedWorkspace {

  static final ConsentServer XERO = SANDBOX.consents(Vendor.XERO);
  private static final Pattern LINK = Pattern.compile("href=\"(http://127[^\"]*)\"");
  private static final HttpClient VENDOR_PAGES = HttpClient.newHttpClient();

  @BeforeEach
  void calmVendor() {
    XERO.deny(false);
    XERO.forgetRefreshTokens(false);
    XERO.refuse(0);
    XERO.grantMore("");
    XERO.lasting(Duration.ofMinutes(30));
  }

  /// The way back from the vendor's consent, as it would be the browser's next request.
  static String allowed(String page) {
    Matcher link = LINK.matcher(page);
    assertThat(link.find()).as(page).isTrue();
    try {
      URI url = URI.create(link.group(1).replace("&amp;", "&"));
      HttpResponse<String> answer =
          VENDOR_PAGES.send(
              HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
      URI back = URI.create(answer.headers().firstValue("location").orElseThrow());
      return back.getRawPath() + "?" + back.getRawQuery();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Asks for consent to read Xero, up to the way back.
  String begun() {
    return begun("connector", "xero", "organisation", Tokens.XERO_ORGANISATION);
  }

  String begun(String... form) {
    owner.get(base + "/connections/new?connector=xero");
    Answer page = owner.post(base + "/connections/consent", form);
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    return allowed(page.body());
  }

  /// What a browser sees that comes back.
  static Answer back(TestBrowser browser, String way) {
    Answer relayed = browser.get(way);
    return relayed.status() == 302 ? browser.get(relayed.location()) : relayed;
  }

  String consented() {
    Answer answer = back(owner, begun());
    assertThat(answer.status()).as(answer.body()).isEqualTo(302);
    return answer.location().replaceAll("\\?.*", "");
  }

  UUID id(String page) {
    return UUID.fromString(page.substring(page.lastIndexOf('/') + 1));
  }
}
