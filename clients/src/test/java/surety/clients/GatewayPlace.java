package surety.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;
import surety.sandbox.demo.Browser;
import surety.sandbox.demo.Mailbox;
import surety.sandbox.demo.ModelWalk;
import surety.sandbox.demo.Walk;
import surety.sandbox.model.ModelCall;
import surety.sandbox.model.Provider;
import surety.server.SuretyApplication;

/// The server's gateway, in a workspace that knows two clients, with the stand-ins as providers.
/// One for all tests; it ends with the process.
final class GatewayPlace implements Place {

  static final GatewayPlace SHARED = new GatewayPlace();

  private static final String FIRST = "Käsekuchen & Söhne GmbH";
  private static final String SECOND = "Nordwind Energie AG";
  private static final String PLENTY = "1000000";

  private @Nullable Running running;

  private record Running(
      SandboxServer sandbox,
      URI origin,
      Trust trust,
      Browser browser,
      Walk walk,
      ModelWalk owner,
      String key) {}

  private GatewayPlace() {}

  @Override
  public void start() throws IOException, InterruptedException, GeneralSecurityException {
    if (running == null) {
      running = started();
    }
  }

  private static Running started()
      throws IOException, InterruptedException, GeneralSecurityException {
    LocalDate today = LocalDate.now(Clock.systemUTC());
    SandboxServer sandbox = SandboxServer.start(SandboxOptions.of(today));
    Path data = Files.createTempDirectory("gateway");
    // PostgreSQL runs under another account when the caller is root, and must be able to pass.
    data.toFile().setExecutable(true, false);
    URI origin = server(sandbox, data);
    Trust trust = Trust.in(data.resolve("tls/ca.pem"));
    Browser browser = new Browser(origin, trust.context());
    Walk walk = new Walk(browser, new Mailbox(data.resolve("mail")));
    walk.signIn("owner@example.com");
    ModelWalk owner = new ModelWalk(browser, walk.createWorkspace("Firm", "EUR"));
    owner.useStandIns();
    owner.addClient(FIRST);
    owner.addClient(SECOND);
    owner.limit(Map.of("requestsMinute", PLENTY, "keyRequestsMinute", PLENTY));
    return new Running(sandbox, origin, trust, browser, walk, owner, owner.newKey());
  }

  private static URI server(SandboxServer sandbox, Path data) {
    var context =
        (ServletWebServerApplicationContext)
            new SpringApplication(SuretyApplication.class)
                .run(
                    "--surety.data=" + data,
                    "--surety.port=0",
                    "--surety.http-port=-1",
                    "--surety.posture.probes=off",
                    "--surety.sandbox.url=http://127.0.0.1:" + sandbox.port(),
                    "--logging.level.root=WARN");
    int port = Optional.ofNullable(context.getWebServer()).orElseThrow().getPort();
    return URI.create("https://localhost:" + port);
  }

  private Running running() {
    return Optional.ofNullable(running).orElseThrow();
  }

  /// Lets all programs together use so many tokens on this day.
  void limitTokens(long tokens) throws IOException, InterruptedException {
    running().owner().limit(Map.of("tokensDay", Long.toString(tokens)));
  }

  /// Makes a key for the figures of another workspace, which has connected the sandbox's firm.
  String keyForFigures() throws IOException, InterruptedException {
    String connected = running().walk().createWorkspace("Connected", "EUR");
    running().walk().connectProductive(connected, running().sandbox());
    return new ModelWalk(running().browser(), connected).newKey("figures");
  }

  /// Where agents are answered.
  String agentUrl() {
    return running().origin() + "/mcp";
  }

  @Override
  public SandboxServer sandbox() {
    return running().sandbox();
  }

  @Override
  public String baseUrl(Provider provider) {
    return switch (provider) {
      case OPENAI -> running().origin() + "/ai/openai/v1";
      case ANTHROPIC -> running().origin() + "/ai/anthropic";
    };
  }

  @Override
  public String key() {
    return running().key();
  }

  @Override
  public String first() {
    return FIRST;
  }

  @Override
  public String second() {
    return SECOND;
  }

  @Override
  public Trust trust() {
    return running().trust();
  }

  /// Nothing that the provider got holds a name or the program's key, and figures came with tokens.
  @Override
  public void check(ModelCall call) {
    String body = new String(call.body(), StandardCharsets.UTF_8);
    assertThat(body + call.headers() + call.path())
        .doesNotContainIgnoringCase("Käsekuchen", "Nordwind", "K\\u00e4sekuchen", key());
    if (body.contains("revenue")) {
      assertThat(body).containsPattern("Client_[0-9A-Z]+");
    }
  }

  @Override
  public void close() {
    // The next class of tests goes on with it.
  }
}
