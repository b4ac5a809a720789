package surety.server.posture.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import surety.server.posture.probe.RecordingVendor.Request;

/// Remembers the answers of the target that hold the nonce of this run.
///
/// A probe that reports an answer must have got it from the target, in this run: what it made
/// itself, or kept from before, was never seen here.
final class Witness {

  private static final int MAX_ANSWERS = 200;

  private final byte[] nonce;
  private final List<byte[]> answers = new ArrayList<>();

  Witness(String nonce) {
    this.nonce = nonce.getBytes(StandardCharsets.US_ASCII);
  }

  void saw(Request request) {
    saw(request.path());
    saw(request.body());
    request.headers().values().forEach(this::saw);
  }

  void saw(String answer) {
    saw(answer.getBytes(StandardCharsets.UTF_8));
  }

  synchronized void saw(byte[] answer) {
    if (answers.size() < MAX_ANSWERS && contains(answer, nonce)) {
      answers.add(answer.clone());
    }
  }

  /// Whether these bytes hold the nonce and are part of an answer that the target gave.
  synchronized boolean knows(byte[] answer) {
    return contains(answer, nonce) && answers.stream().anyMatch(seen -> contains(seen, answer));
  }

  private static boolean contains(byte[] whole, byte[] part) {
    for (int at = 0; at + part.length <= whole.length; at++) {
      if (matches(whole, at, part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] whole, int at, byte[] part) {
    for (int i = 0; i < part.length; i++) {
      if (whole[at + i] != part[i]) {
        return false;
      }
    }
    return true;
  }
}
