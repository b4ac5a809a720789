package surety.server.connect.mapping;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where a text comes from.
public sealed interface Value {

  /// The text for a row, if there is one.
  Optional<String> of(Row row, Tables tables);

  /// A field of the row itself.
  record Own(int slot) implements Value {
    @Override
    public Optional<String> of(Row row, Tables tables) {
      return row.text(slot);
    }
  }

  /// A field of the first row of another table whose key is `by`.
  record Joined(String table, Value by, int slot) implements Value {
    @Override
    public Optional<String> of(Row row, Tables tables) {
      Optional<String> key = by.of(row, tables);
      List<Row> others = key.isEmpty() ? List.of() : tables.rows(table, key.get());
      return others.isEmpty() ? Optional.empty() : others.getFirst().text(slot);
    }
  }

  /// The first of a list of texts.
  record FirstOf(int slot) implements Value {
    @Override
    public Optional<String> of(Row row, Tables tables) {
      List<String> texts = row.texts(slot);
      return texts.isEmpty() ? Optional.empty() : Optional.of(texts.getFirst());
    }
  }

  /// A value of the first row of a list that has it.
  record FirstIn(Rows rows, Value value) implements Value {
    @Override
    public Optional<String> of(Row row, Tables tables) {
      for (Row item : rows.of(row, tables)) {
        Optional<String> text = value.of(item, tables);
        if (text.isPresent()) {
          return text;
        }
      }
      return Optional.empty();
    }
  }

  /// A setting of the connection.
  record Setting(String name) implements Value {
    @Override
    public Optional<String> of(Row row, Tables tables) {
      return Optional.ofNullable(tables.settings().get(name));
    }
  }

  /// The same text for every row.
  record Constant(String text) implements Value {
    @Override
    public Optional<String> of(Row row, Tables tables) {
      return Optional.of(text);
    }
  }

  /// Another value, for rows that meet a condition.
  record Guarded(Value value, Condition when) implements Value {
    @Override
    public Optional<String> of(Row row, Tables tables) {
      return when.holds(row, tables) ? value.of(row, tables) : Optional.empty();
    }
  }

  /// The first that is there.
  record First(List<Value> values) implements Value {
    @Override
    public Optional<String> of(Row row, Tables tables) {
      for (Value value : values) {
        Optional<String> text = value.of(row, tables);
        if (text.isPresent()) {
          return text;
        }
      }
      return Optional.empty();
    }
  }

  /// All that are there, with a space between them.
  record Phrase(List<Value> values) implements Value {
    @Override
    public Optional<String> of(Row row, Tables tables) {
      String phrase =
          values.stream()
              .flatMap(value -> value.of(row, tables).stream())
              .filter(text -> !text.isBlank())
              .collect(Collectors.joining(" "));
      return phrase.isEmpty() ? Optional.empty() : Optional.of(phrase);
    }
  }
}
