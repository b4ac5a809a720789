package surety.server.isolation;

import java.util.List;

/// What the database said to one statement.
sealed interface Answer {

  /// Rows, each as its columns' texts joined by `|`.
  record Rows(List<String> values) implements Answer {

    @Override
    public String toString() {
      return values.size() + " rows " + values.stream().limit(2).toList();
    }
  }

  /// So many rows were changed.
  record Changed(int count) implements Answer {}

  /// An error.
  record Refused(String state, String message) implements Answer {}

  default boolean isRefusal(String state) {
    return this instanceof Refused(var found, _) && found.equals(state);
  }

  default boolean isEmpty() {
    return !(this instanceof Refused) && touched() == 0;
  }

  /// How many rows the statement returned or changed.
  default int touched() {
    return switch (this) {
      case Rows(var values) -> values.size();
      case Changed(var count) -> count;
      case Refused _ -> 0;
    };
  }

  /// Everything that the attacker can read of it.
  default String text() {
    return switch (this) {
      case Rows(var values) -> String.join("\n", values);
      case Changed(var count) -> Integer.toString(count);
      case Refused(var state, var message) -> state + " " + message;
    };
  }

  /// The outcome without the words.
  default String kind() {
    return switch (this) {
      case Rows(var values) -> values.size() + " rows";
      case Changed(var count) -> count + " changed";
      case Refused(var state, _) -> state;
    };
  }
}
