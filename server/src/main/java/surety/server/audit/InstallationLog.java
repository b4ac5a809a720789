package surety.server.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// The log of the administration stream, as a file that is verified without this server.
public interface InstallationLog {

  /// A file of the log.
  interface File {
    /// The key that signed its checkpoint, in the form of a verifier key.
    String key();

    /// How many entries it has.
    long size();

    /// Writes it.
    void write(OutputStream out) throws IOException;
  }

  /// The whole log as it is now; empty when nothing has its place yet.
  ///
  /// @throws IllegalStateException if it does not grow out of what was signed before
  Optional<File> file();
}
