package surety.server.ai.gateway;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Who asked, as far as it is answered.
interface Recipient {

  /// Header and trailer: places of the answer that look like a token and were left.
  String STRAYS = "Surety-Strays";

  /// Header: places of the request that were replaced.
  String REPLACED = "Surety-Replaced";

  /// Whoever asked went away while it was answered.
  final class Gone extends IOException {
    private static final long serialVersionUID = 1L;

    Gone(IOException cause) {
      super("the client went away", cause);
    }
  }

  /// Hears what is proven and about to leave.
  default void leaving(Departing request) {}

  /// Answers with a whole body.
  void whole(int status, Map<String, String> headers, byte[] body) throws Gone;

  /// Begins a stream, whose strays are told in its trailer.
  void beginStream(Map<String, String> headers, AtomicLong strays);

  /// Sends bytes and does not keep them back.
  void send(byte[] bytes) throws Gone;

  /// Ends the answer with an error, by its status or within the stream.
  void fail(GatewayError error) throws Gone;
}
