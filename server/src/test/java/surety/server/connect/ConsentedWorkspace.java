package surety.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import surety.sandbox.ConsentServer;
import surety.sandbox.Tokens;
import surety.sandbox.Vendor;
import surety.server.identity.TestBrowser.Answer;

/// A workspace whose owner goes to Xero for consent.
abstract class ConsentedWorkspace extends ConnectedWorkspace {

  static final ConsentServer XERO = SANDBOX.consents(Vendor.XERO);

  @BeforeEach
  void calmVendor() {
    XERO.strict(false);
    XERO.deny(false);
    XERO.forgetRefreshTokens(false);
    XERO.refuse(0);
    XERO.grantMore("");
    XERO.lasting(Duration.ofMinutes(30));
  }

  /// Asks for consent to read Xero, up to the way back.
  String begun() {
    return begun("connector", "xero", "organisation", Tokens.XERO_ORGANISATION);
  }

  String begun(String... form) {
    owner.get(base + "/connections/new?connector=xero");
    Answer page = owner.post(base + "/connections/consent", form);
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    return Consent.allowed(page.body());
  }

  String consented() {
    Answer answer = Consent.back(owner, begun());
    assertThat(answer.status()).as(answer.body()).isEqualTo(302);
    return answer.location().replaceAll("\\?.*", "");
  }

  UUID id(String page) {
    return UUID.fromString(page.substring(page.lastIndexOf('/') + 1));
  }
}
