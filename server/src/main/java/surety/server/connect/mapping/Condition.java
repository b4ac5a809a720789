package surety.server.connect.mapping;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/// A question about a row that is answered with yes or no.
public sealed interface Condition {

  /// Whether the row is meant.
  boolean holds(Row row, Tables tables);

  /// The text is one of these.
  record Is(Value value, Set<String> texts) implements Condition {
    @Override
    public boolean holds(Row row, Tables tables) {
      return value.of(row, tables).map(texts::contains).orElse(false);
    }
  }

  /// At least one of the values is there.
  record Present(List<Value> values) implements Condition {
    @Override
    public boolean holds(Row row, Tables tables) {
      return values.stream().anyMatch(value -> value.of(row, tables).isPresent());
    }
  }

  /// The value is a number above zero.
  record Positive(Value value) implements Condition {
    @Override
    public boolean holds(Row row, Tables tables) {
      return value.of(row, tables).map(Positive::isPositive).orElse(false);
    }

    private static boolean isPositive(String text) {
      try {
        return new BigDecimal(text).signum() > 0;
      } catch (NumberFormatException e) {
        return false;
      }
    }
  }

  /// The condition holds for a row of the list.
  record Any(Rows rows, Condition condition) implements Condition {
    @Override
    public boolean holds(Row row, Tables tables) {
      return rows.of(row, tables).stream().anyMatch(item -> condition.holds(item, tables));
    }
  }

  /// The opposite.
  record Not(Condition condition) implements Condition {
    @Override
    public boolean holds(Row row, Tables tables) {
      return !condition.holds(row, tables);
    }
  }

  /// All of them.
  record All(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Row row, Tables tables) {
      return conditions.stream().allMatch(condition -> condition.holds(row, tables));
    }
  }

  /// At least one of them.
  record Either(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Row row, Tables tables) {
      return conditions.stream().anyMatch(condition -> condition.holds(row, tables));
    }
  }
}
