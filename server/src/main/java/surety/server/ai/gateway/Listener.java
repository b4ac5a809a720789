package surety.server.ai.gateway;

import java.io.IOException;

/// Hears how a question is answered.
public interface Listener {

  /// The question is proven to hold no name and is about to leave.
  void leaving(Departing request);

  /// The next piece of the answer, with real names.
  ///
  /// @throws IOException if nobody reads it any more; the provider is then cut off
  void text(String piece) throws IOException;
}
