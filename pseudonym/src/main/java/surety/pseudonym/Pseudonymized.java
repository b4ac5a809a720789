package surety.pseudonym;

import java.util.List;

/// A payload whose known names were replaced by tokens. Only this library makes one, so that a
/// method which takes it cannot be handed raw data.
///
/// @param <T> `String` for text and JSON
public final class Pseudonymized<T> {
  private final T payload;
  private final List<Replacement> replacements;

  Pseudonymized(T payload, List<Replacement> replacements) {
    this.payload = payload;
    this.replacements = List.copyOf(replacements);
  }

  /// The payload with tokens.
  public T payload() {
    return payload;
  }

  /// What was replaced, in order.
  public List<Replacement> replacements() {
    return replacements;
  }

  /// Shows nothing.
  @Override
  public String toString() {
    return "Pseudonymized[...]";
  }
}
