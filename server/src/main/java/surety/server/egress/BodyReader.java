package surety.server.egress;

import java.io.IOException;
import java.io.InputStream;

/// Reads the body of an answer while it arrives.
@FunctionalInterface
public interface BodyReader<T> {

  /// Reads to the end of the body. The stream is decompressed, bounded in size and time, and closed
  /// by the caller.
  ///
  /// @throws IOException if the body is not what was expected; the call then counts as malformed
  T read(InputStream body) throws IOException;
}
