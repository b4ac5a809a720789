package surety.sandbox.model;

import java.time.Duration;
import java.util.Map;

/// Something that goes wrong at a provider, for the next call.
///
/// @param effect what happens
/// @param status of the answer, if the effect is [Effect#STATUS]
/// @param pieces of text that come before it, if it happens in a stream
/// @param headers that come with it
public record ModelFault(Effect effect, int status, int pieces, Map<String, String> headers) {
  /// What goes wrong.
  public enum Effect {
    /// An error of the provider in place of an answer.
    STATUS,
    /// An error within the stream, as an event.
    ERROR_EVENT,
    /// The connection ends within the stream.
    CUT_OFF,
    /// A page for people with status 502, as proxies send it.
    PAGE
  }

  /// Copies the headers.
  public ModelFault {
    headers = Map.copyOf(headers);
  }

  /// An error with this status in the provider's format: 400 to 599, 529 for overloaded.
  public static ModelFault status(int status) {
    return new ModelFault(Effect.STATUS, status, 0, Map.of());
  }

  /// 429 with a `Retry-After` in whole seconds.
  public static ModelFault tooManyRequests(Duration retryAfter) {
    String seconds = Long.toString(retryAfter.toSeconds());
    return new ModelFault(Effect.STATUS, 429, 0, Map.of("retry-after", seconds));
  }

  /// An error event after some pieces of text.
  public static ModelFault errorAfter(int pieces) {
    return new ModelFault(Effect.ERROR_EVENT, 200, pieces, Map.of());
  }

  /// The end of the connection after some pieces of text.
  public static ModelFault cutOffAfter(int pieces) {
    return new ModelFault(Effect.CUT_OFF, 200, pieces, Map.of());
  }

  /// A page for people where JSON was expected.
  public static ModelFault page() {
    return new ModelFault(Effect.PAGE, 502, 0, Map.of());
  }
}
