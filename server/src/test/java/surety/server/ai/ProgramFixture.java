package surety.server.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import surety.sandbox.Tokens;
import surety.server.identity.KeyClient;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;
import surety.server.identity.TestServer;

/// A new workspace with a connected firm, its owner, and a program with a key.
public abstract class ProgramFixture {

  protected static final LocalDate TODAY = LocalDate.now(Clock.systemUTC());

  private static final Pattern KEY = Pattern.compile("surety_[A-Za-z0-9_-]{49}");

  protected final String unique = UUID.randomUUID().toString().substring(0, 8);
  protected final KeyClient program;
  protected TestBrowser owner;
  protected String base = "";
  protected String key = "";
  private final TestServer server;

  protected ProgramFixture(TestServer server) {
    this.server = server;
    program = new KeyClient(server);
    owner = server.browser();
  }

  protected final void begin() {
    server.forgetLimits();
    owner = server.signedIn("owner-" + unique + "@example.com");
    base = newWorkspace("Firm ");
    connect();
  }

  protected final String newWorkspace(String name) {
    return owner.post("/workspaces", "name", name + unique, "currency", "EUR").location();
  }

  protected final void connect() {
    owner.get(base + "/connections/new?connector=productive");
    Answer answer =
        owner.post(
            base + "/connections",
            "connector",
            "productive",
            "label",
            "Ours",
            "organization",
            Tokens.PRODUCTIVE_ORGANIZATION,
            "access",
            "read_only",
            "token",
            Tokens.PRODUCTIVE_READ_ONLY);
    assertThat(answer.status()).as(answer.body()).isEqualTo(302);
  }

  protected final UUID workspace() {
    return UUID.fromString(base.substring("/w/".length()));
  }

  protected final String newKey(String... uses) {
    Answer answer =
        owner.post(
            base + "/settings/keys", "name", "robot", "days", "90", "use", String.join(",", uses));
    Matcher found = KEY.matcher(answer.body());
    assertThat(found.find()).as(answer.body()).isTrue();
    return found.group();
  }
}
