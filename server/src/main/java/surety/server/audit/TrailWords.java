package surety.server.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/// The words of a text that somebody looks for. An entry is found if each occurs in it, in any case
/// and also within a word.
///
/// @param list in lower case, at least one
record TrailWords(List<String> list) {

  /// The longest text, in characters.
  static final int LONGEST = 100;

  private static final int MOST = 8;

  TrailWords {
    list = List.copyOf(list);
  }

  /// @throws IllegalArgumentException if the text has no words or more than eight, is too long, or
  ///     holds characters that nobody sees
  static TrailWords of(String text) {
    List<String> words =
        Arrays.stream(text.strip().toLowerCase(Locale.ROOT).split("\\s+"))
            .filter(word -> !word.isEmpty())
            .toList();
    if (words.isEmpty()
        || words.size() > MOST
        || text.length() > LONGEST
        || !Visible.isVisible(text)) {
      throw new IllegalArgumentException("not words to look for");
    }
    return new TrailWords(words);
  }

  /// The condition on an entry of a trail, with a number in each parameter's name.
  String condition(TrailKind kind) {
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      conditions.add("(" + kind.word().replace("#", Integer.toString(i)) + ")");
    }
    return String.join(" AND ", conditions);
  }

  /// What the condition compares with. Actions and operations are told to the database by name, and
  /// connections by id: it does not know what people call them.
  Map<String, Object> parameters(Map<UUID, String> connections) {
    Map<String, Object> parameters = new HashMap<>();
    for (int i = 0; i < list.size(); i++) {
      String word = list.get(i);
      parameters.put("word" + i, word);
      parameters.put("json" + i, word.replace("\\", "\\\\").replace("\"", "\\\""));
      parameters.put("actions" + i, labelled(AccessAction.values(), AccessAction::label, word));
      parameters.put(
          "operations" + i,
          labelled(ChangeRow.Operation.values(), ChangeRow.Operation::label, word));
      parameters.put(
          "connections" + i,
          connections.entrySet().stream()
              .filter(connection -> has(connection.getValue(), word))
              .map(Map.Entry::getKey)
              .toArray(UUID[]::new));
    }
    return parameters;
  }

  private static <E extends Enum<E>> String[] labelled(
      E[] constants, Function<E, String> label, String word) {
    return Arrays.stream(constants)
        .filter(constant -> has(label.apply(constant), word))
        .map(Enum::name)
        .toArray(String[]::new);
  }

  private static boolean has(String text, String word) {
    return text.toLowerCase(Locale.ROOT).contains(word);
  }
}
