package surety.server.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Where a part of the server writes a log of its own, in files.
public interface LogSink {

  /// Who writes there, in a word or two.
  String writer();

  /// The file that is written to now.
  Path current();

  /// Files that are written to no more.
  List<Path> former() throws IOException;

  /// Where a file of this name would lie that is written to no more.
  ///
  /// @param name lower-case letters, digits and hyphens
  Path former(String name);
}
