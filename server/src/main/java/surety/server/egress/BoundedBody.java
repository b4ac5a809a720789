package surety.server.egress;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A body that ends with an error once it is longer, or takes longer, than allowed.
///
/// Closing it does nothing: the client underneath would read an endless body to its end first. It
/// remembers its own error, so that a host that broke off is told apart from one that sent
/// nonsense.
final class BoundedBody extends FilterInputStream {

  private final long deadlineNanos;
  private long left;
  private @Nullable IOException broken;

  BoundedBody(InputStream body, long bytes, long deadlineNanos) {
    super(body);
    this.left = bytes;
    this.deadlineNanos = deadlineNanos;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      int count = super.read(into, offset, length);
      check(Math.max(count, 0));
      return count;
    } catch (IOException e) {
      broken = e;
      throw e;
    }
  }

  @Override
  public long skip(long count) throws IOException {
    return read(new byte[(int) Math.clamp(count, 1, 8192)]);
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() {}

  /// The error that this body itself ended with.
  Optional<IOException> broken() {
    return Optional.ofNullable(broken);
  }

  /// Reads what is left, within the same bounds.
  void drain() throws IOException {
    byte[] buffer = new byte[8192];
    int count;
    do {
      count = read(buffer, 0, buffer.length);
    } while (count >= 0);
  }

  private void check(long bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw new TooLarge();
    }
    if (System.nanoTime() - deadlineNanos > 0) {
      throw new InterruptedIOException("the answer took too long");
    }
  }

  /// The body is longer than allowed.
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("the answer is larger than allowed");
    }
  }
}
