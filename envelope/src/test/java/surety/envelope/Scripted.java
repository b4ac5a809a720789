package surety.envelope;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Randomness that is written down: hands out the given draws in their order, each of its length.
final class Scripted extends SecureRandom {
  private static final long serialVersionUID = 1;

  private final transient Deque<byte[]> draws;

  Scripted(byte[]... draws) {
    this.draws = new ArrayDeque<>(List.of(draws));
  }

  @Override
  public void nextBytes(byte[] bytes) {
    byte[] next = draws.remove();
    if (next.length != bytes.length) {
      throw new IllegalStateException(
          "drawn: " + bytes.length + " (scripted: " + next.length + ")");
    }
    System.arraycopy(next, 0, bytes, 0, next.length);
  }
}
