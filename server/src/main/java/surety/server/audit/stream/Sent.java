package surety.server.audit.stream;

import java.time.Duration;
import java.util.Optional;

/// What became of a batch.
sealed interface Sent {

  /// The receiver accepted it.
  record Accepted() implements Sent {}

  /// It did not, or nobody knows whether it did.
  ///
  /// @param why a word of [Obstacle]
  /// @param pause the reason to send nothing more, if trying again is no use
  /// @param rest how long the receiver wants to be left alone
  record Failed(String why, Optional<Pause> pause, Optional<Duration> rest) implements Sent {

    static Failed of(Enum<?> why) {
      return new Failed(why.name(), Optional.empty(), Optional.empty());
    }

    static Failed forGood(Pause pause) {
      return new Failed(pause.name(), Optional.of(pause), Optional.empty());
    }
  }
}
