package surety.server.ai.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import surety.server.ai.provider.Dialect;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the text out of a provider's answer while it arrives.
final class TextRecipient implements Recipient {

  private static final JsonMapper JSON = new JsonMapper();
  private static final GatewayError BROKEN_OFF =
      new GatewayError(
          GatewayError.Kind.PROVIDER,
          "provider_failed",
          "The provider's answer broke off or could not be read.");

  private final Dialect dialect;
  private final Listener listener;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private AtomicLong strays = new AtomicLong();
  private boolean cut;
  private @Nullable GatewayError failure;

  TextRecipient(Dialect dialect, Listener listener) {
    this.dialect = dialect;
    this.listener = listener;
  }

  Optional<GatewayError> failure() {
    return Optional.ofNullable(failure);
  }

  Ending whole() {
    return new Ending.Whole(strays.get(), cut);
  }

  @Override
  public void leaving(Departing request) {
    listener.leaving(request);
  }

  @Override
  public void whole(int status, Map<String, String> headers, byte[] body) throws Gone {
    if (status > 299) {
      failure = refused(status);
      return;
    }
    strays.set(Long.parseLong(headers.getOrDefault(STRAYS, "0")));
    JsonNode answer = parsed(new String(body, StandardCharsets.UTF_8));
    text(wholeText(answer));
    cut = isCut(answer) || isCut(answer.path("choices").path(0));
  }

  @Override
  public void beginStream(Map<String, String> headers, AtomicLong counted) {
    strays = counted;
  }

  @Override
  public void send(byte[] bytes) throws Gone {
    for (byte one : bytes) {
      if (one == '\n') {
        line(line.toString(StandardCharsets.UTF_8));
        line.reset();
      } else {
        line.write(one);
      }
    }
  }

  @Override
  public void fail(GatewayError error) {
    failure = error;
  }

  private void line(String text) throws Gone {
    if (text.startsWith("data:")) {
      event(parsed(text.substring("data:".length())));
    }
  }

  private void event(JsonNode event) throws Gone {
    if (event.path("error").isObject()) {
      failure = BROKEN_OFF;
    }
    switch (dialect) {
      case OPENAI -> {
        JsonNode choice = event.path("choices").path(0);
        text(choice.path("delta").path("content").asString(""));
        cut |= isCut(choice);
      }
      case ANTHROPIC -> {
        text(event.path("delta").path("text").asString(""));
        cut |= isCut(event.path("delta"));
      }
    }
  }

  private String wholeText(JsonNode answer) {
    return switch (dialect) {
      case OPENAI -> answer.path("choices").path(0).path("message").path("content").asString("");
      case ANTHROPIC ->
          answer
              .path("content")
              .valueStream()
              .map(block -> block.path("text").asString(""))
              .collect(Collectors.joining());
    };
  }

  private static boolean isCut(JsonNode ended) {
    return ended.path("finish_reason").asString("").equals("length")
        || ended.path("stop_reason").asString("").equals("max_tokens");
  }

  // What is not of the form, such as the mark at a stream's end, says nothing.
  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }

  private void text(String piece) throws Gone {
    if (!piece.isEmpty()) {
      try {
        listener.text(piece);
      } catch (IOException e) {
        throw new Gone(e);
      }
    }
  }

  // The provider's own words are for programs.
  private static GatewayError refused(int status) {
    return switch (status) {
      case 400, 404 ->
          new GatewayError(
              GatewayError.Kind.PROVIDER,
              "provider_refused",
              "The provider does not take the question. It may not have the model that is set for"
                  + " analyses.");
      case 429 ->
          new GatewayError(
              GatewayError.Kind.LIMIT,
              "provider_limit",
              "The provider takes no more questions for now: its own limit is reached.");
      case 503, 529 ->
          new GatewayError(
              GatewayError.Kind.UNAVAILABLE, "provider_busy", "The provider is too busy now.");
      default ->
          new GatewayError(
              GatewayError.Kind.PROVIDER, "provider_failed", "The provider failed to answer.");
    };
  }
}
