package surety.server.posture.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the socket is: in the data folder's `control`, or, where that path is too long for a
/// socket, in a folder whose path the file `control/place` tells.
final class SocketPlace {

  private static final int LONGEST_BYTES = 100;
  private static final String NAME = "operator.sock";
  private static final String NOTE = "place";

  private SocketPlace() {}

  /// Where to listen.
  ///
  /// @param control a folder that only the server can enter
  static Path make(Path control) throws IOException {
    Path beside = control.resolve(NAME);
    Path note = control.resolve(NOTE);
    Files.deleteIfExists(beside);
    Files.deleteIfExists(note);
    if (beside.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_BYTES) {
      return beside;
    }
    // Temporary folders are made with mode 0700.
    Path elsewhere = Files.createTempDirectory("surety-control").resolve(NAME);
    Files.writeString(note, elsewhere.toString());
    return elsewhere;
  }

  /// Where the server of this data folder listens, if it runs.
  static Path find(Path data) throws IOException {
    Path control = data.toAbsolutePath().normalize().resolve("control");
    Path note = control.resolve(NOTE);
    return Files.exists(note) ? Path.of(Files.readString(note).strip()) : control.resolve(NAME);
  }
}
