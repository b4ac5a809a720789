package surety.pseudonym;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Events of Anthropic Messages.
///
/// The string of a `content_block_delta` is a channel of its content block, signatures excepted;
/// `content_block_stop` ends it. In every other event each string is complete in itself.
final class MessageEvents implements EventHandler {
  private static final String JSON_FIELD = "partial_json";

  private final EventChannels channels;
  private final EventEdits edits = new EventEdits();

  MessageEvents(EventChannels channels) {
    this.channels = channels;
  }

  @Override
  public void event(EventFrames.Event event, ByteArrayOutputStream out) {
    edits.clear();
    switch (Type.of(event)) {
      case DELTA -> delta(event);
      case STOP -> {
        int index = index(event);
        channels.end(key -> key.owner() == index, (key, tail) -> write(key, tail, out));
      }
      case OTHER -> channels.wholeTree(event.bytes(), cursor(event), edits);
      case END -> end(out);
    }
    edits.write(event.bytes(), event.from(), event.to(), out);
  }

  @Override
  public void end(ByteArrayOutputStream out) {
    channels.end(_ -> true, (key, tail) -> write(key, tail, out));
  }

  private enum Type {
    DELTA,
    STOP,
    END,
    OTHER;

    static Type of(EventFrames.Event event) {
      JsonCursor cursor = cursor(event);
      cursor.enter('{');
      while (cursor.nextMember()) {
        if (cursor.nameIs("type") && cursor.isString()) {
          return of(cursor, cursor.string());
        }
        cursor.skip();
      }
      return OTHER;
    }

    private static Type of(JsonCursor cursor, JsonCursor.Span string) {
      if (cursor.is(string, "content_block_delta")) {
        return DELTA;
      }
      if (cursor.is(string, "content_block_stop")) {
        return STOP;
      }
      return cursor.is(string, "message_stop") ? END : OTHER;
    }
  }

  private static JsonCursor cursor(EventFrames.Event event) {
    return new JsonCursor(event.bytes(), event.dataFrom(), event.dataTo());
  }

  private static int index(EventFrames.Event event) {
    JsonCursor cursor = cursor(event);
    cursor.enter('{');
    while (cursor.nextMember()) {
      if (cursor.nameIs("index")) {
        return cursor.number();
      }
      cursor.skip();
    }
    return 0;
  }

  private void delta(EventFrames.Event event) {
    int index = index(event);
    JsonCursor cursor = cursor(event);
    cursor.enter('{');
    while (cursor.nextMember()) {
      if (cursor.nameIs("delta") && cursor.peek() == '{') {
        deltaMembers(event.bytes(), cursor, index);
      } else {
        cursor.skip();
      }
    }
  }

  private void deltaMembers(byte[] bytes, JsonCursor cursor, int index) {
    cursor.enter('{');
    while (cursor.nextMember()) {
      if (cursor.nameIs("type") || cursor.nameIs("signature")) {
        cursor.skip();
      } else if (cursor.isString()) {
        String field = fieldName(cursor);
        EventChannels.Key key = new EventChannels.Key(index, field, 0);
        channels.piece(key, bytes, cursor.string(), field.equals(JSON_FIELD), false, edits);
      } else {
        channels.wholeTree(bytes, cursor, edits);
      }
    }
  }

  private static String fieldName(JsonCursor cursor) {
    return cursor.nameIs("text") ? "text" : cursor.name();
  }

  private static void write(EventChannels.Key key, String tail, ByteArrayOutputStream out) {
    String type =
        switch (key.field()) {
          case JSON_FIELD -> "input_json_delta";
          default -> key.field() + "_delta";
        };
    String opening =
        "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":%d,"
            + "\"delta\":{\"type\":\"%s\",\"%s\":\"";
    out.writeBytes(
        opening.formatted(key.owner(), type, key.field()).getBytes(StandardCharsets.UTF_8));
    EventEdits.writeString(tail, out);
    out.writeBytes("\"}}\n\n".getBytes(StandardCharsets.UTF_8));
  }
}
