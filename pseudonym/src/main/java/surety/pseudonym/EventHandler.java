package surety.pseudonym;

import java.io.ByteArrayOutputStream;

/// Knows where one dialect of server-sent events holds text.
interface EventHandler {

  /// Writes an event with names, and before it what it ends.
  ///
  /// @throws JsonCursor.JsonUnreadable before anything was written, if its data are not JSON
  void event(EventFrames.Event event, ByteArrayOutputStream out);

  /// Writes what is still held back, as events.
  void end(ByteArrayOutputStream out);
}
