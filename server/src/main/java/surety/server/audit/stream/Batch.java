package surety.server.audit.stream;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.UUID;
import surety.server.audit.log.LogParts.Place;
import surety.server.workspace.WorkspaceId;

/// Lines that follow each other, sent at once.
///
/// @param id the same for the same lines of the same stream, so that a receiver can tell a repeated
///     batch
/// @param first the place that it begins with
/// @param end after its last place
record Batch(String id, long first, long end, List<StreamLine> lines) {

  /// A line longer than this is sent alone.
  static final int MOST_BYTES = 512 << 10;

  static final int MOST_LINES = 500;

  Batch {
    lines = List.copyOf(lines);
  }

  /// As many of these places as fit, at least one.
  static Batch of(WorkspaceId workspace, UUID stream, List<Place> places) {
    List<StreamLine> lines = new java.util.ArrayList<>();
    long bytes = 0;
    long end = places.getFirst().first();
    for (Place place : places) {
      StreamLine line = StreamLine.of(workspace, place);
      bytes += line.bytes().length + 1;
      if (!lines.isEmpty() && (bytes > MOST_BYTES || lines.size() == MOST_LINES)) {
        break;
      }
      lines.add(line);
      end = place.end();
    }
    long first = places.getFirst().first();
    return new Batch("log_" + stream + "_" + first + "_" + end, first, end, lines);
  }

  /// One line that tells nothing.
  static Batch test(WorkspaceId workspace, UUID id) {
    return new Batch("test_" + id, 0, 0, List.of(StreamLine.test(workspace)));
  }

  /// JSON Lines.
  byte[] body() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (StreamLine line : lines) {
      body.writeBytes(line.bytes());
      body.write('\n');
    }
    return body.toByteArray();
  }
}
