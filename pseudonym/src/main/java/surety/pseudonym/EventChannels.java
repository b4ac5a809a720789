package surety.pseudonym;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The channels of an event stream, each with its own held back tail.
final class EventChannels {
  private final Restoration restoration;
  private final Map<Key, TokenScanner> scanners = new LinkedHashMap<>();
  private final List<Stray> strays = new ArrayList<>();
  private Key latestKey = new Key(-1, "", 0);
  private @Nullable TokenScanner latestScanner;
  private final StringBuilder in = new StringBuilder();
  private final StringBuilder out = new StringBuilder();

  EventChannels(Restoration restoration) {
    this.restoration = restoration;
  }

  /// Names a channel.
  ///
  /// @param owner number of the choice or of the content block
  /// @param field the member that carries the text, such as `content`
  /// @param part number of the tool call, or 0
  record Key(int owner, String field, int part) {}

  /// Restores a piece of a channel that stands in an event, and notes the change.
  ///
  /// @param isJson whether the channel is known to carry JSON
  /// @param ends whether nothing more will come in this channel
  void piece(
      Key key,
      byte[] bytes,
      JsonCursor.Span string,
      boolean isJson,
      boolean ends,
      EventEdits edits) {
    TokenScanner scanner = scannerOf(key, isJson);
    in.setLength(0);
    out.setLength(0);
    JsonBytes.decode(bytes, string.from(), string.to(), in);
    boolean heldBefore = scanner.held() > 0;
    scanner.push(in, out);
    if (ends) {
      end(key, scanner, out);
    }
    boolean touched = scanner.wasTouched();
    if (touched || heldBefore || scanner.held() > 0) {
      edits.replace(string, out.toString());
    }
  }

  /// The channel of the last piece is mostly the one of the next.
  private TokenScanner scannerOf(Key key, boolean isJson) {
    if (!key.equals(latestKey) || latestScanner == null) {
      latestScanner = scanners.computeIfAbsent(key, _ -> scanner(isJson));
      latestKey = key;
    }
    return latestScanner;
  }

  /// Restores a string that is complete in itself.
  void whole(byte[] bytes, JsonCursor.Span string, EventEdits edits) {
    in.setLength(0);
    JsonBytes.decode(bytes, string.from(), string.to(), in);
    TokenScanner scanner = scanner(false);
    out.setLength(0);
    scanner.push(in, out);
    scanner.finish(out);
    strays.addAll(scanner.strays());
    if (scanner.wasTouched()) {
      edits.replace(string, out.toString());
    }
  }

  /// Restores every string of the value that the cursor stands at, the names of members too.
  void wholeTree(byte[] bytes, JsonCursor cursor, EventEdits edits) {
    switch (cursor.peek()) {
      case '"' -> whole(bytes, cursor.string(), edits);
      case '{' -> {
        cursor.enter('{');
        while (cursor.nextMember()) {
          whole(bytes, cursor.nameSpan(), edits);
          wholeTree(bytes, cursor, edits);
        }
      }
      case '[' -> {
        cursor.enter('[');
        while (cursor.nextItem()) {
          wholeTree(bytes, cursor, edits);
        }
      }
      default -> cursor.skip();
    }
  }

  /// Ends the channels that `which` names, and hands on the tails that they held back.
  void end(Predicate<Key> which, BiConsumer<Key, String> tail) {
    var all = scanners.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Key, TokenScanner> channel = all.next();
      if (which.test(channel.getKey())) {
        all.remove();
        latestScanner = null;
        StringBuilder rest = new StringBuilder();
        channel.getValue().finish(rest);
        strays.addAll(channel.getValue().strays());
        if (!rest.isEmpty()) {
          tail.accept(channel.getKey(), rest.toString());
        }
      }
    }
  }

  /// Whether any channel holds something back.
  boolean isHolding() {
    for (TokenScanner scanner : scanners.values()) {
      if (scanner.held() > 0) {
        return true;
      }
    }
    return false;
  }

  List<Stray> strays() {
    List<Stray> all = new ArrayList<>(strays);
    scanners.values().forEach(scanner -> all.addAll(scanner.strays()));
    return List.copyOf(all);
  }

  private void end(Key key, TokenScanner scanner, StringBuilder text) {
    scanner.finish(text);
    strays.addAll(scanner.strays());
    scanners.remove(key);
    latestScanner = null;
  }

  private TokenScanner scanner(boolean isJson) {
    return restoration.scanner(isJson ? JsonForm.json() : JsonForm.detect());
  }
}
