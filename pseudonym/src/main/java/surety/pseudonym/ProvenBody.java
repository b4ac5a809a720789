package surety.pseudonym;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// A request in which no name of the directory was found, in any way in which its receiver could
/// read it. Only [SecondLook] makes one: what writes to the network takes this type and no other.
public final class ProvenBody implements Look {
  private final String path;
  private final Map<String, String> headers;
  private final AtomicReference<byte[]> body;
  private final long directoryVersion;

  ProvenBody(Outgoing request, long directoryVersion) {
    this.path = request.path();
    this.headers = request.headers();
    this.body = new AtomicReference<>(request.body());
    this.directoryVersion = directoryVersion;
  }

  /// The path with the query, as it was looked at.
  public String path() {
    return path;
  }

  /// The headers by name in lower case, as they were looked at. A writer adds none with content.
  public Map<String, String> headers() {
    return headers;
  }

  /// The version of the directory that was searched.
  public long directoryVersion() {
    return directoryVersion;
  }

  /// Gives the bytes, once: a proof is for one call.
  ///
  /// @throws IllegalStateException if they were taken before
  public byte[] take() {
    byte[] bytes = body.getAndSet(null);
    if (bytes == null) {
      throw new IllegalStateException("the bytes were taken before");
    }
    return bytes;
  }

  /// Shows the version alone.
  @Override
  public String toString() {
    return "ProvenBody[directory version " + directoryVersion + "]";
  }
}
