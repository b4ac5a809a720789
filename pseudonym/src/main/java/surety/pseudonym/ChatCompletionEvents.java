package surety.pseudonym;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Chunks of OpenAI Chat Completions.
///
/// In `choices[].delta` every string but `role` is a channel, and so are `function.arguments` and
/// `tool_calls[].function.arguments`; names of functions come whole. A `finish_reason` ends the
/// channels of its choice. `logprobs` stay as they are: they are pieces of tokens.
final class ChatCompletionEvents implements EventHandler {
  private static final String ARGUMENTS = "arguments";

  private final EventChannels channels;
  private final EventEdits edits = new EventEdits();
  private final List<Piece> pieces = new ArrayList<>();
  private final ByteArrayOutputStream before = new ByteArrayOutputStream();

  /// Data of the latest event behind which something was held back.
  private byte[] latest = new byte[0];

  ChatCompletionEvents(EventChannels channels) {
    this.channels = channels;
  }

  /// A string of the choice that is being read.
  private record Piece(String field, int part, JsonCursor.Span string) {}

  @Override
  public void event(EventFrames.Event event, ByteArrayOutputStream out) {
    edits.clear();
    before.reset();
    JsonCursor cursor = new JsonCursor(event.bytes(), event.dataFrom(), event.dataTo());
    cursor.enter('{');
    while (cursor.nextMember()) {
      if (cursor.nameIs("choices") && cursor.peek() == '[') {
        cursor.enter('[');
        while (cursor.nextItem()) {
          choice(event, cursor);
        }
      } else if (cursor.nameIs("error")) {
        channels.wholeTree(event.bytes(), cursor, edits);
      } else {
        cursor.skip();
      }
    }
    if (before.size() > 0) {
      out.writeBytes(before.toByteArray());
    }
    edits.write(event.bytes(), event.from(), event.to(), out);
    if (channels.isHolding()) {
      latest = Arrays.copyOfRange(event.bytes(), event.dataFrom(), event.dataTo());
    }
  }

  @Override
  public void end(ByteArrayOutputStream out) {
    if (latest.length > 0) {
      byte[] head = head(new EventFrames.Event(latest, 0, latest.length, 0, latest.length));
      channels.end(_ -> true, (key, tail) -> write(head, key, tail, out));
    }
  }

  private void choice(EventFrames.Event event, JsonCursor cursor) {
    int index = 0;
    boolean finished = false;
    pieces.clear();
    cursor.enter('{');
    while (cursor.nextMember()) {
      if (cursor.nameIs("index")) {
        index = cursor.number();
      } else if (cursor.nameIs("finish_reason")) {
        finished = !cursor.isNull();
        cursor.skip();
      } else if (cursor.nameIs("delta") && cursor.peek() == '{') {
        delta(event.bytes(), cursor);
      } else if (cursor.nameIs("text") && cursor.isString()) {
        pieces.add(new Piece("text", 0, cursor.string()));
      } else {
        cursor.skip();
      }
    }
    apply(event, index, finished);
  }

  private void apply(EventFrames.Event event, int index, boolean finished) {
    for (Piece piece : pieces) {
      EventChannels.Key key = new EventChannels.Key(index, piece.field(), piece.part());
      boolean isJson = piece.field().endsWith(ARGUMENTS);
      channels.piece(key, event.bytes(), piece.string(), isJson, finished, edits);
    }
    if (finished) {
      byte[] current = head(event);
      channels.end(key -> key.owner() == index, (key, tail) -> write(current, key, tail, before));
    }
  }

  private void delta(byte[] bytes, JsonCursor cursor) {
    cursor.enter('{');
    while (cursor.nextMember()) {
      if (cursor.nameIs("tool_calls") && cursor.peek() == '[') {
        cursor.enter('[');
        for (int i = 0; cursor.nextItem(); i++) {
          toolCall(bytes, cursor, i);
        }
      } else if (cursor.nameIs("function_call") && cursor.peek() == '{') {
        function(bytes, cursor, 0, "function_call." + ARGUMENTS);
      } else if (cursor.isString() && !cursor.nameIs("role")) {
        pieces.add(new Piece(fieldName(cursor), 0, cursor.string()));
      } else {
        cursor.skip();
      }
    }
  }

  private static String fieldName(JsonCursor cursor) {
    return cursor.nameIs("content") ? "content" : cursor.name();
  }

  private void toolCall(byte[] bytes, JsonCursor cursor, int position) {
    int index = position;
    int first = pieces.size();
    cursor.enter('{');
    while (cursor.nextMember()) {
      if (cursor.nameIs("index")) {
        index = cursor.number();
      } else if (cursor.nameIs("function") && cursor.peek() == '{') {
        function(bytes, cursor, index, ARGUMENTS);
      } else {
        cursor.skip();
      }
    }
    for (int i = first; i < pieces.size(); i++) {
      pieces.set(i, new Piece(pieces.get(i).field(), index, pieces.get(i).string()));
    }
  }

  private void function(byte[] bytes, JsonCursor cursor, int index, String field) {
    cursor.enter('{');
    while (cursor.nextMember()) {
      if (cursor.nameIs(ARGUMENTS) && cursor.isString()) {
        pieces.add(new Piece(field, index, cursor.string()));
      } else if (cursor.nameIs("name") && cursor.isString()) {
        channels.whole(bytes, cursor.string(), edits);
      } else {
        cursor.skip();
      }
    }
  }

  /// What every chunk of a stream has in common: its members but choices and usage.
  private static byte[] head(EventFrames.Event event) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    JsonCursor cursor = new JsonCursor(event.bytes(), event.dataFrom(), event.dataTo());
    cursor.enter('{');
    while (cursor.nextMember()) {
      boolean common = !cursor.nameIs("choices") && !cursor.nameIs("usage");
      int from = cursor.nameSpan().from() - 1;
      cursor.skip();
      if (common) {
        head.write(event.bytes(), from, cursor.at() - from);
        head.write(',');
      }
    }
    return head.toByteArray();
  }

  private static void write(
      byte[] head, EventChannels.Key key, String tail, ByteArrayOutputStream out) {
    text("data: {", out);
    out.writeBytes(head);
    text("\"choices\":[{\"index\":" + key.owner() + ",", out);
    text(opening(key), out);
    EventEdits.writeString(tail, out);
    text(closing(key) + ",\"logprobs\":null,\"finish_reason\":null}]}\n\n", out);
  }

  private static String opening(EventChannels.Key key) {
    return switch (key.field()) {
      case "text" -> "\"text\":\"";
      case ARGUMENTS ->
          "\"delta\":{\"tool_calls\":[{\"index\":" + key.part() + ",\"function\":{\"arguments\":\"";
      case "function_call." + ARGUMENTS -> "\"delta\":{\"function_call\":{\"arguments\":\"";
      default -> "\"delta\":{\"" + key.field() + "\":\"";
    };
  }

  private static String closing(EventChannels.Key key) {
    return switch (key.field()) {
      case "text" -> "\"";
      case ARGUMENTS -> "\"}}]}";
      case "function_call." + ARGUMENTS -> "\"}}";
      default -> "\"}";
    };
  }

  private static void text(String text, ByteArrayOutputStream out) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
