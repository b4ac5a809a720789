package surety.sandbox.model;

import java.time.Duration;

/// How a provider's answers come.
///
/// @param first wait before the first byte
/// @param between wait before each further piece of text
/// @param deltaCharacters length of a piece of text, from one character
/// @param writeBytes how many bytes are sent at once; 0 for whole events
public record Pace(Duration first, Duration between, int deltaCharacters, int writeBytes) {
  /// At once, in pieces as a model makes them.
  public static final Pace FAST = new Pace(Duration.ZERO, Duration.ZERO, 12, 0);

  /// Checks the bounds.
  public Pace {
    if (first.isNegative() || between.isNegative() || deltaCharacters < 1 || writeBytes < 0) {
      throw new IllegalArgumentException("a negative pace, or pieces without a character");
    }
  }

  /// The same with waits.
  public Pace waiting(Duration beforeFirst, Duration beforeEach) {
    return new Pace(beforeFirst, beforeEach, deltaCharacters, writeBytes);
  }

  /// The same with pieces of another length.
  public Pace cut(int characters, int bytes) {
    return new Pace(first, between, characters, bytes);
  }
}
