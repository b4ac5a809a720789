package surety.pseudonym;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Events of OpenAI Responses.
///
/// An event whose type ends in `.delta` and that has a string `delta` is a piece of the channel of
/// its item and part; the event of the same name that ends in `.done` ends it. In every other event
/// each string is complete in itself.
final class ResponseEvents implements EventHandler {
  private static final String DELTA = ".delta";
  private static final String DONE = ".done";

  private final EventChannels channels;
  private final EventEdits edits = new EventEdits();
  private final Map<EventChannels.Key, Template> templates = new HashMap<>();

  ResponseEvents(EventChannels channels) {
    this.channels = channels;
  }

  /// A delta event with its text taken out.
  private record Template(byte[] before, byte[] behind) {}

  /// The members of an event that tell where it belongs.
  private record Parts(String type, String item, int part, Optional<JsonCursor.Span> delta) {
    EventChannels.Key key(String suffix) {
      String name = type.substring(0, type.length() - suffix.length());
      return new EventChannels.Key(0, name + " " + item, part);
    }
  }

  @Override
  public void event(EventFrames.Event event, ByteArrayOutputStream out) {
    edits.clear();
    Parts parts = parts(event);
    if (parts.type().endsWith(DELTA) && parts.delta().isPresent()) {
      delta(event, parts, parts.delta().get());
    } else {
      if (parts.type().endsWith(DONE)) {
        EventChannels.Key ended = parts.key(DONE);
        channels.end(ended::equals, (key, tail) -> write(key, tail, out));
      } else if (isLast(parts.type())) {
        end(out);
      }
      channels.wholeTree(event.bytes(), cursor(event), edits);
    }
    edits.write(event.bytes(), event.from(), event.to(), out);
  }

  @Override
  public void end(ByteArrayOutputStream out) {
    channels.end(_ -> true, (key, tail) -> write(key, tail, out));
  }

  private static boolean isLast(String type) {
    return type.equals("response.completed")
        || type.equals("response.incomplete")
        || type.equals("response.failed");
  }

  private void delta(EventFrames.Event event, Parts parts, JsonCursor.Span delta) {
    EventChannels.Key key = parts.key(DELTA);
    boolean isJson = parts.type().contains("arguments");
    channels.piece(key, event.bytes(), delta, isJson, false, edits);
    templates.put(key, template(event, delta));
  }

  private static Template template(EventFrames.Event event, JsonCursor.Span delta) {
    byte[] bytes = event.bytes();
    return new Template(
        java.util.Arrays.copyOfRange(bytes, event.from(), delta.from()),
        java.util.Arrays.copyOfRange(bytes, delta.to(), event.to()));
  }

  private void write(EventChannels.Key key, String tail, ByteArrayOutputStream out) {
    Template template = Optional.ofNullable(templates.get(key)).orElseThrow();
    out.writeBytes(template.before());
    EventEdits.writeString(tail, out);
    out.writeBytes(template.behind());
  }

  private static JsonCursor cursor(EventFrames.Event event) {
    return new JsonCursor(event.bytes(), event.dataFrom(), event.dataTo());
  }

  private static Parts parts(EventFrames.Event event) {
    String type = "";
    StringBuilder item = new StringBuilder();
    int part = 0;
    Optional<JsonCursor.Span> delta = Optional.empty();
    JsonCursor cursor = cursor(event);
    cursor.enter('{');
    while (cursor.nextMember()) {
      if (cursor.nameIs("type") && cursor.isString()) {
        type = text(event.bytes(), cursor.string());
      } else if (cursor.nameIs("delta") && cursor.isString()) {
        delta = Optional.of(cursor.string());
      } else if (cursor.nameIs("item_id")) {
        item.append(text(event.bytes(), cursor.value()));
      } else if (cursor.nameIs("content_index") || cursor.nameIs("summary_index")) {
        part = cursor.number();
      } else {
        cursor.skip();
      }
    }
    return new Parts(type, item.toString(), part, delta);
  }

  private static String text(byte[] bytes, JsonCursor.Span span) {
    return new String(bytes, span.from(), span.to() - span.from(), StandardCharsets.UTF_8);
  }
}
