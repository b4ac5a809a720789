package surety.server.ai.gateway;

import java.time.Duration;
import java.util.Optional;

/// How a question ended.
public sealed interface Ending {

  /// The model said what it had to say.
  ///
  /// @param strays places of the answer that look like a token and stand for no name
  /// @param cut whether the answer ends where it became too long
  record Whole(long strays, boolean cut) implements Ending {}

  /// There is no answer, or only a part of one.
  ///
  /// @param code a word that never changes, as docs/ai-gateway.md has it
  /// @param sentence what happened, for people
  /// @param status of HTTP that says the same
  /// @param retryAfter when to try again, if that is known
  record Failed(String code, String sentence, int status, Optional<Duration> retryAfter)
      implements Ending {}
}
