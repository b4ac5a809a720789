package surety.server.ai.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import surety.pseudonym.Conversation;
import surety.pseudonym.EventDialect;
import surety.pseudonym.EventRestorer;
import surety.pseudonym.Restored;
import surety.server.egress.ModelAnswer;
import surety.server.workspace.WorkspaceId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Passes a provider's answer on while it arrives, with real names in place of tokens.
final class Relay implements ModelAnswer.Reader<Relay.Passed> {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int LARGEST_ERROR = 64 << 10;
  private static final int PIECE = 16 << 10;

  private final Endpoint endpoint;
  private final Conversation conversation;
  private final Recipient recipient;
  private final OpaqueMemory opaque;
  private final WorkspaceId workspace;
  private final int replaced;

  // What is known even if the answer breaks off.
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong strays = new AtomicLong();
  private Tokens tokens = Tokens.UNKNOWN;

  Relay(
      Endpoint endpoint,
      Conversation conversation,
      Recipient recipient,
      OpaqueMemory opaque,
      WorkspaceId workspace,
      int replaced) {
    this.endpoint = endpoint;
    this.conversation = conversation;
    this.recipient = recipient;
    this.opaque = opaque;
    this.workspace = workspace;
    this.replaced = replaced;
  }

  /// How the provider answered.
  ///
  /// @param error to be told instead of the provider's own words; empty if those were passed on
  record Passed(int status, Optional<GatewayError> error) {}

  long bytes() {
    return bytes.get();
  }

  long strays() {
    return strays.get();
  }

  Tokens tokens() {
    return tokens;
  }

  @Override
  public Passed read(ModelAnswer answer) throws IOException {
    if (answer.header("content-encoding").filter(e -> !e.equals("identity")).isPresent()) {
      throw new IOException("the answer is encoded although that was not asked for");
    }
    if (answer.status() < 200 || answer.status() > 299) {
      return new Passed(answer.status(), refused(answer));
    }
    if (isStream(answer)) {
      stream(answer, endpoint.events().orElseThrow());
    } else {
      whole(answer);
    }
    return new Passed(answer.status(), Optional.empty());
  }

  private boolean isStream(ModelAnswer answer) {
    return endpoint.events().isPresent()
        && answer.header("content-type").orElse("").startsWith("text/event-stream");
  }

  private void whole(ModelAnswer answer) throws IOException {
    byte[] body = answer.body().readAllBytes();
    bytes.set(body.length);
    String text = new String(body, StandardCharsets.UTF_8);
    JsonNode read = parsed(text);
    tokens = Tokens.in(read);
    if (OpaqueMemory.mayHold(text)) {
      opaque.remember(workspace, read);
    }
    Restored restored = conversation.restore(text);
    strays.set(restored.strays().size());
    Map<String, String> headers = headers(answer);
    headers.put(Recipient.STRAYS, Long.toString(strays.get()));
    recipient.whole(answer.status(), headers, restored.text().getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode parsed(String text) throws IOException {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw new IOException("the answer is not JSON");
    }
  }

  private void stream(ModelAnswer answer, EventDialect dialect) throws IOException {
    EventRestorer restorer = conversation.restoreEvents(dialect);
    recipient.beginStream(headers(answer), strays);
    byte[] piece = new byte[PIECE];
    InputStream body = answer.body();
    boolean broken = true;
    try {
      for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
        bytes.addAndGet(count);
        pass(restorer.push(piece, 0, count));
      }
      broken = false;
    } finally {
      strays.set(restorer.strays().size());
      if (!broken) {
        pass(restorer.finish());
        strays.set(restorer.strays().size());
      }
    }
  }

  private void pass(byte[] events) throws IOException {
    if (events.length > 0) {
      note(events);
      recipient.send(events);
    }
  }

  // Counts and signatures stand in events of their own, so most events are not looked into.
  private void note(byte[] events) {
    String text = new String(events, StandardCharsets.UTF_8);
    boolean signed = OpaqueMemory.mayHold(text);
    if (!signed && !text.contains("\"usage\"")) {
      return;
    }
    for (String line : text.split("\r\n|\n|\r", -1)) {
      if (line.startsWith("data:") && (line.contains("\"usage\"") || OpaqueMemory.mayHold(line))) {
        noteData(line.substring("data:".length()), signed);
      }
    }
  }

  private void noteData(String data, boolean signed) {
    try {
      JsonNode read = JSON.readTree(data);
      tokens = tokens.and(Tokens.in(read));
      if (signed) {
        opaque.remember(workspace, read);
      }
    } catch (JacksonException e) {
      // Not an event of the form: it was passed on, and there is nothing to learn from it.
      tokens = tokens.and(Tokens.UNKNOWN);
    }
  }

  private Map<String, String> headers(ModelAnswer answer) {
    Map<String, String> headers = new HashMap<>(answer.headers());
    headers.remove("content-type");
    headers.remove("content-encoding");
    headers.put(Recipient.REPLACED, Integer.toString(replaced));
    return headers;
  }

  // The provider's own words help the program, except about the key: it is not the program's.
  private Optional<GatewayError> refused(ModelAnswer answer) throws IOException {
    int status = answer.status();
    byte[] body = answer.body().readNBytes(LARGEST_ERROR + 1);
    bytes.set(body.length);
    String text = new String(body, StandardCharsets.UTF_8);
    if (status == 401 || status == 403) {
      return Optional.of(
          new GatewayError(
              GatewayError.Kind.PROVIDER,
              "provider_key_refused",
              "The provider refuses the key that this workspace has set for it."));
    }
    if (body.length > LARGEST_ERROR || status < 400 || !isError(text)) {
      return Optional.of(
          new GatewayError(
              GatewayError.Kind.PROVIDER,
              "provider_failed",
              "The provider answered with something unexpected."));
    }
    Map<String, String> headers = headers(answer);
    if (status >= 500) {
      headers.put("x-should-retry", "false");
    }
    Restored restored = conversation.restore(text);
    recipient.whole(status, headers, restored.text().getBytes(StandardCharsets.UTF_8));
    return Optional.empty();
  }

  private static boolean isError(String text) {
    try {
      return JSON.readTree(text).path("error").isObject();
    } catch (JacksonException e) {
      return false;
    }
  }
}
