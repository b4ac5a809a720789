package surety.server.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import surety.sandbox.Firm;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;
import surety.server.ai.gateway.RewriterFault;
import surety.server.identity.TestBrowser.Answer;
import surety.server.identity.TestServer;

/// One server with a recording provider, and a new workspace with a connected firm for each test.
public abstract class GatewayFixture extends ProgramFixture {

  static final String OPENAI_KEY = "sk-provider-key-of-openai-0123456789";
  static final String ANTHROPIC_KEY = "sk-ant-provider-key-9876543210";
  static final String CHAT = "/ai/openai/v1/chat/completions";
  static final String MESSAGES = "/ai/anthropic/v1/messages";

  static final Firm FIRM = Firm.generate(7, TODAY);
  static final RecordingProvider PROVIDER = provider();
  static final TestServer SERVER =
      TestServer.startWith(
          Map.of("surety.sandbox.url", "http://127.0.0.1:" + PROVIDER.port()), RewriterFault.class);

  GatewayFixture() {
    super(SERVER);
  }

  private static RecordingProvider provider() {
    try {
      return new RecordingProvider(SandboxServer.start(SandboxOptions.of(FIRM)).port());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A client of the firm with a name of several words.
  static String clientName() {
    return FIRM.clients().stream()
        .filter(client -> FIRM.projects().stream().anyMatch(p -> isOf(p.clientId(), client.id())))
        .map(client -> client.name())
        .filter(name -> name.contains(" ") && name.length() > 12)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isOf(@Nullable Long clientId, long id) {
    return clientId != null && clientId == id;
  }

  static String personName() {
    return FIRM.people().stream()
        .filter(person -> !person.placeholder())
        .map(person -> person.firstName() + " " + person.lastName())
        .findFirst()
        .orElseThrow();
  }

  @BeforeEach
  void createWorkspace() {
    RewriterFault.off();
    PROVIDER.forget();
    begin();
    set("openai", OPENAI_KEY);
    set("anthropic", ANTHROPIC_KEY);
    key = newKey("models");
    PROVIDER.forget();
  }

  void set(String dialect, String secret) {
    assertThat(store(dialect, secret).status()).isEqualTo(302);
    assertThat(attest(dialect, TODAY.minusDays(1), TODAY.plusDays(30)).status()).isEqualTo(302);
  }

  Answer store(String dialect, String secret) {
    String url = "http://127.0.0.1:" + PROVIDER.port() + "/" + dialect + "/v1";
    return owner.post(base + "/settings/ai/providers", "base", url, "key", secret);
  }

  Answer attest(String dialect, LocalDate issued, LocalDate expires) {
    return owner.post(
        base + "/settings/ai/providers/" + providerId(dialect) + "/attest",
        "saidBy",
        "Their terms",
        "document",
        "https://example.com/terms",
        "issued",
        issued.toString(),
        "expires",
        expires.toString());
  }

  UUID providerId(String dialect) {
    return SERVER
        .superuser()
        .sql("SELECT id FROM ai.provider WHERE workspace_id = ? AND dialect = ?")
        .params(workspace(), dialect)
        .query(UUID.class)
        .single();
  }

  HttpResponse<String> ask(String path, String body) {
    return ask(path, body, Map.of());
  }

  HttpResponse<String> ask(String path, String body, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.putIfAbsent("Content-Type", "application/json");
    headers.putIfAbsent(
        path.startsWith("/ai/openai") ? "Authorization" : "x-api-key",
        path.startsWith("/ai/openai") ? "Bearer " + key : key);
    return program.send("POST", path, headers, body);
  }

  /// A chat request with one message of the user.
  static String chat(String text) {
    return "{\"model\":\"some-model\",\"messages\":[{\"role\":\"user\",\"content\":\""
        + text
        + "\"}]}";
  }

  /// A request in Anthropic's form with one message of the user.
  static String message(String text) {
    return "{\"model\":\"some-model\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\","
        + "\"content\":\""
        + text
        + "\"}]}";
  }

  /// The text of the first message that the provider got.
  static String said(RecordingProvider.Got got) {
    Matcher content = Pattern.compile("\"content\":\"([^\"]*)\"").matcher(got.body());
    assertThat(content.find()).as(got.body()).isTrue();
    return content.group(1);
  }

  /// The entries about calls, once there are so many: the end of a call is recorded after its
  /// answer has gone.
  List<String> calls(int count) throws InterruptedException {
    List<String> calls = List.of();
    for (int tries = 0; tries < 1_500 && calls.size() < count; tries++) {
      Thread.sleep(20);
      calls = details().stream().filter(d -> d.contains("MODEL_CALL")).toList();
    }
    assertThat(calls).hasSize(count);
    return calls;
  }

  List<String> details() {
    return SERVER
        .superuser()
        .sql(
            """
            SELECT accessor || ' ' || action || ' ' || outcome || ' ' || coalesce(detail::text, '')
              FROM audit.access WHERE workspace_id = ? ORDER BY at, id
            """)
        .param(1, workspace())
        .query(String.class)
        .list();
  }
}
