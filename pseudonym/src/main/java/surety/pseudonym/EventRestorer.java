package surety.pseudonym;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Puts real names back into a stream of server-sent events, bytes in and bytes out.
///
/// The bytes may be cut anywhere: inside a character, an event or a token. Each text, each argument
/// of a tool call and each choice is a channel of its own. What a channel holds back leaves before
/// the event that ends it. Events that hold no token, and bytes that are no events of the dialect,
/// are relayed byte for byte. Not thread-safe.
public final class EventRestorer {
  private static final int MOST_EVENT_BYTES = 16 << 20;

  private final EventFrames frames = new EventFrames(MOST_EVENT_BYTES);
  private final EventChannels channels;
  private final EventHandler handler;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  EventRestorer(Restoration restoration, EventDialect dialect) {
    channels = new EventChannels(restoration);
    handler =
        switch (dialect) {
          case CHAT_COMPLETIONS -> new ChatCompletionEvents(channels);
          case RESPONSES -> new ResponseEvents(channels);
          case MESSAGES -> new MessageEvents(channels);
        };
  }

  /// Takes the next bytes of the stream and gives the bytes that can be sent on now.
  ///
  /// @throws IllegalStateException if one event is longer than 16 MiB
  public byte[] push(byte[] bytes) {
    return push(bytes, 0, bytes.length);
  }

  /// Takes `length` bytes from `offset`.
  public byte[] push(byte[] bytes, int offset, int length) {
    out.reset();
    frames.add(bytes, offset, length);
    while (frames.next()) {
      relay();
    }
    return out.toByteArray();
  }

  /// Gives what was held back. To be called when the stream ends, also when it breaks off.
  public byte[] finish() {
    out.reset();
    while (frames.nextAtEnd()) {
      relay();
    }
    handler.end(out);
    byte[] rest = frames.rest();
    out.write(rest, 0, rest.length);
    return out.toByteArray();
  }

  /// What looked like a token and was left, so far; positions count within their channel.
  public List<Stray> strays() {
    return channels.strays();
  }

  private void relay() {
    EventFrames.Event event = frames.event();
    if (!event.hasData()) {
      out.write(event.bytes(), event.from(), event.length());
      return;
    }
    try {
      handler.event(event, out);
    } catch (JsonCursor.JsonUnreadable e) {
      // Not JSON: [DONE], or something that this dialect does not have. It goes on as it came.
      if (isDone(event)) {
        handler.end(out);
      }
      out.write(event.bytes(), event.from(), event.length());
    }
  }

  private static boolean isDone(EventFrames.Event event) {
    return new String(
            event.bytes(),
            event.dataFrom(),
            event.dataTo() - event.dataFrom(),
            StandardCharsets.UTF_8)
        .strip()
        .equals("[DONE]");
  }
}
