package surety.server.identity;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Service;
import surety.server.identity.SignInRequests.NewSession;
import surety.server.identity.SignInRequests.Place;
import surety.server.platform.Ids;
import surety.server.platform.Mail;
import surety.server.platform.Mailer;
import surety.server.platform.PublicAddress;
import surety.server.platform.Token;
import surety.server.workspace.EmailAddress;
import surety.server.workspace.RateLimits;
import surety.server.workspace.RateLimits.Limit;

/// Sign-in by mailed link. Signing up is the same: an account is made when its first link is used,
/// so nothing here knows, or could tell by its answer or its time, whether an address has one.
@Service
class SignIn {

  /// Mails to one address, so that nobody's mailbox can be flooded.
  static final Limit PER_ADDRESS = new Limit("sign-in address", 5, Duration.ofMinutes(3));

  /// Mails on behalf of one client.
  static final Limit PER_CLIENT = new Limit("sign-in client", 20, Duration.ofSeconds(30));

  /// Links opened and codes tried by one client.
  static final Limit OPENING = new Limit("sign-in opening", 60, Duration.ofSeconds(5));

  private final SignInRequests requests;
  private final RateLimits limits;
  private final Mailer mailer;
  private final PublicAddress address;
  private final SecureRandom random = new SecureRandom();

  SignIn(SignInRequests requests, RateLimits limits, Mailer mailer, PublicAddress address) {
    this.requests = requests;
    this.limits = limits;
    this.mailer = mailer;
    this.address = address;
  }

  /// Mails a link.
  ///
  /// @return what the asking browser is to keep, so that the link opens there and nowhere else
  Token mailLink(EmailAddress email, Optional<Token> earlier, ClientNetwork client) {
    limits.take(PER_CLIENT, client.subject());
    limits.take(PER_ADDRESS, email.value());
    Token link = Token.random(random);
    Token browser = Token.random(random);
    requests.add(email, link, browser, earlier);
    mailer.send(mail(email, link));
    return browser;
  }

  /// Where a link was opened. Looking uses nothing up.
  Optional<Place> look(Token link, Optional<Token> browser, ClientNetwork client) {
    limits.take(OPENING, client.subject());
    return requests.place(link, browser);
  }

  /// Signs in if this browser asked for the link.
  ///
  /// @return the secret of the new session
  Optional<Token> open(Token link, Optional<Token> browser, Device device) {
    limits.take(OPENING, device.network().subject());
    NewSession session = session(device);
    boolean open = browser.filter(b -> requests.redeem(link, b, session)).isPresent();
    return open ? Optional.of(session.secret()) : Optional.empty();
  }

  /// The code for the browser that asked; empty when the link is used, expired or unknown.
  Optional<SignInCode> code(Token link) {
    return requests.showCode(link) ? Optional.of(SignInCode.of(link)) : Optional.empty();
  }

  /// Signs in with a code if this browser asked for the link that showed it.
  CodeOutcome type(SignInCode code, Token browser, Device device) {
    limits.take(OPENING, device.network().subject());
    NewSession session = session(device);
    return switch (requests.redeem(code, browser, session)) {
      case SIGNED_IN -> new CodeOutcome.SignedIn(session.secret());
      case WRONG -> new CodeOutcome.Wrong();
      case OVER -> new CodeOutcome.Over();
    };
  }

  private NewSession session(Device device) {
    return new NewSession(
        Token.random(random), Ids.next(), device.userAgent(), device.network().shown());
  }

  private Mail mail(EmailAddress email, Token link) {
    return new Mail(
        email.value(),
        "Sign in to Surety",
        """
        Open this link to sign in to Surety:

        %s

        It works once, for ten minutes, in the browser where you asked for it.
        On another device it shows a code to type there.

        If you did not ask for it, ignore this mail: nothing happens, and nobody
        can sign in without it. Never tell anybody a code that the link shows.
        """
            .formatted(address.origin() + "/sign-in/link/" + link.text()));
  }

  /// The client that signs in.
  record Device(String userAgent, ClientNetwork network) {}

  /// What came of a code.
  sealed interface CodeOutcome {

    /// @param secret of the new session
    record SignedIn(Token secret) implements CodeOutcome {}

    /// Another try is left.
    record Wrong() implements CodeOutcome {}

    /// A new link is needed.
    record Over() implements CodeOutcome {}
  }
}
