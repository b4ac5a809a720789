package surety.server.audit.stream;

import java.nio.charset.StandardCharsets;
import surety.server.audit.log.LogParts.Entry;
import surety.server.audit.log.LogParts.Gone;
import surety.server.audit.log.LogParts.Place;
import surety.server.workspace.WorkspaceId;

/// A line as a receiver reads it: one JSON object.
///
/// An entry stands in it byte by byte as the log commits to it, with its place and its salt, so the
/// receiver can match it with a checkpoint and a proof. Such a text holds no line end: the database
/// escapes control characters in what it prints as JSON.
///
/// @param place what it tells of; null for a line that tells nothing
record StreamLine(String text, @org.jspecify.annotations.Nullable Place place) {

  static StreamLine of(WorkspaceId workspace, Place place) {
    String start = "{\"log\":\"surety/log/" + workspace + "\",";
    return switch (place) {
      case Entry entry ->
          new StreamLine(
              start
                  + "\"index\":"
                  + entry.index()
                  + ",\"salt\":\""
                  + entry.salt()
                  + "\",\"entry\":"
                  + entry.text()
                  + "}",
              place);
      case Gone gone ->
          new StreamLine(
              start
                  + "\"index\":"
                  + gone.first()
                  + ",\"gone\":{\"first\":"
                  + gone.first()
                  + ",\"end\":"
                  + gone.end()
                  + ",\"why\":\"removed from the trail before they could be sent\"}}",
              place);
    };
  }

  /// A line that tells nothing, to see whether one arrives.
  static StreamLine test(WorkspaceId workspace) {
    return new StreamLine("{\"log\":\"surety/log/" + workspace + "\",\"test\":true}", null);
  }

  /// In UTF-8, without a line end.
  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
