package surety.sandbox.model;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Sends one answer at its pace, whole or as events. What the client does not take any more is
/// noticed when the next piece is sent.
final class ModelAnswer {
  static final String JSON = "application/json";
  private static final Duration FOR_THE_RESET = Duration.ofMillis(3);

  private final HttpExchange exchange;
  private final ModelCall call;
  private final Pace pace;
  private final Map<String, String> headers;
  private final Optional<ModelFault> fault;
  private int pieces;

  ModelAnswer(
      HttpExchange exchange,
      ModelCall call,
      Pace pace,
      Map<String, String> headers,
      Optional<ModelFault> fault) {
    this.exchange = exchange;
    this.call = call;
    this.pace = pace;
    this.headers = headers;
    this.fault = fault;
  }

  /// Sends a whole answer with status 200.
  void send(ObjectNode body) throws IOException {
    pause(pace.first());
    send(200, JSON, Map.of(), body.toString());
  }

  void send(int status, String type, Map<String, String> more, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    head(status, type, more, bytes.length);
    OutputStream out = exchange.getResponseBody();
    if (pace.first().isPositive()) {
      // A client that left meanwhile answers the first byte with a reset, which the next one meets.
      out.write(bytes, 0, 1);
      out.flush();
      pause(FOR_THE_RESET);
      out.write(bytes, 1, bytes.length - 1);
    } else {
      out.write(bytes);
    }
    out.flush();
  }

  /// Begins a stream of events.
  void begin() throws IOException {
    pause(pace.first());
    head(200, "text/event-stream; charset=utf-8", Map.of("cache-control", "no-cache"), 0);
  }

  /// Sends an event without a name.
  void event(ObjectNode data) throws IOException {
    write("data: " + data + "\n\n");
  }

  /// Sends an event that is named as its `type`.
  void typedEvent(ObjectNode data) throws IOException {
    write("event: " + data.path("type").asString() + "\ndata: " + data + "\n\n");
  }

  /// Sends what ends a stream of OpenAI's Chat Completions.
  void done() throws IOException {
    write("data: [DONE]\n\n");
  }

  /// Cuts a text into the pieces in which it is streamed; no character is cut in two.
  List<String> pieces(String text) {
    List<String> found = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int end = Math.min(text.length(), at + pace.deltaCharacters());
      if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
        end++;
      }
      found.add(text.substring(at, end));
      at = end;
    }
    return found;
  }

  /// To be called before each piece of text.
  ///
  /// @return whether an error event is due here, and then the end
  boolean failsHere() throws IOException {
    if (pieces > 0) {
      pause(pace.between());
    }
    boolean due = fault.isPresent() && fault.get().pieces() == pieces;
    pieces++;
    if (due && fault.get().effect() == ModelFault.Effect.CUT_OFF) {
      call.ended(ModelCall.Outcome.BROKEN_OFF);
      throw new IOException("broken off as wanted");
    }
    return due && fault.get().effect() == ModelFault.Effect.ERROR_EVENT;
  }

  private void head(int status, String type, Map<String, String> more, long length)
      throws IOException {
    exchange.getResponseHeaders().set("content-type", type);
    headers.forEach(exchange.getResponseHeaders()::set);
    more.forEach(exchange.getResponseHeaders()::set);
    call.answered(status);
    exchange.sendResponseHeaders(status, length);
  }

  private void write(String event) throws IOException {
    byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
    OutputStream out = exchange.getResponseBody();
    int size = pace.writeBytes() == 0 ? bytes.length : pace.writeBytes();
    for (int at = 0; at < bytes.length; at += size) {
      out.write(bytes, at, Math.min(size, bytes.length - at));
      out.flush();
    }
  }

  private static void pause(Duration duration) throws IOException {
    if (duration.isZero()) {
      return;
    }
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the stand-in stops", e);
    }
  }
}
