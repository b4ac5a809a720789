package surety.sandbox.model;

import java.util.List;
import java.util.Map;

/// A request that reached a stand-in, for whoever judges what leaves.
public final class ModelCall {
  /// How it ended.
  public enum Outcome {
    /// It is not over.
    RUNNING,
    /// The answer was sent to its end.
    COMPLETE,
    /// The client left before; noticed when the next piece is sent.
    DISCONNECTED,
    /// The stand-in broke it off, as a [ModelFault] wanted.
    BROKEN_OFF
  }

  private final Provider provider;
  private final String method;
  private final String path;
  private final Map<String, List<String>> headers;
  private final byte[] body;
  private volatile int status;
  private volatile Outcome outcome = Outcome.RUNNING;

  ModelCall(
      Provider provider,
      String method,
      String path,
      Map<String, List<String>> headers,
      byte[] body) {
    this.provider = provider;
    this.method = method;
    this.path = path;
    this.headers = headers;
    this.body = body;
  }

  /// Who was asked.
  public Provider provider() {
    return provider;
  }

  /// Such as `POST`.
  public String method() {
    return method;
  }

  /// Path and query as they came, with the stand-in's prefix.
  public String path() {
    return path;
  }

  /// Names in lower case; of those that carry a key only that they were there.
  public Map<String, List<String>> headers() {
    return headers;
  }

  /// The exact bytes.
  public byte[] body() {
    return body.clone();
  }

  /// The status that was answered; 0 until then.
  public int status() {
    return status;
  }

  /// How it ended, so far.
  public Outcome outcome() {
    return outcome;
  }

  byte[] bytes() {
    return body;
  }

  void answered(int with) {
    status = with;
  }

  void ended(Outcome how) {
    if (outcome == Outcome.RUNNING) {
      outcome = how;
    }
  }

  /// Shows neither header nor body.
  @Override
  public String toString() {
    return "ModelCall[" + provider + " " + path + " " + status + " " + outcome + "]";
  }
}
