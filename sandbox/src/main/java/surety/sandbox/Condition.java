package surety.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One filter of a request: a column, a comparison and what to compare with.
record Condition(String column, Comparison comparison, List<String> values) {

  /// How a column is compared. A row without a value passes only the negative ones.
  enum Comparison {
    ANY_OF,
    NONE_OF,
    CONTAINS,
    NOT_CONTAINS,
    AT_LEAST,
    AT_MOST,
    ABOVE,
    BELOW
  }

  static Condition of(String column, Comparison comparison, String value) {
    return new Condition(column, comparison, List.of(value));
  }

  boolean holds(Row row) {
    String found = row.column(column);
    if (found == null) {
      return comparison == Comparison.NONE_OF || comparison == Comparison.NOT_CONTAINS;
    }
    return switch (comparison) {
      case ANY_OF -> values.stream().anyMatch(value -> same(found, value));
      case NONE_OF -> values.stream().noneMatch(value -> same(found, value));
      case CONTAINS -> values.stream().anyMatch(found::contains);
      case NOT_CONTAINS -> values.stream().noneMatch(found::contains);
      case AT_LEAST -> compare(found, values.getFirst()) >= 0;
      case AT_MOST -> compare(found, values.getFirst()) <= 0;
      case ABOVE -> compare(found, values.getFirst()) > 0;
      case BELOW -> compare(found, values.getFirst()) < 0;
    };
  }

  // A day matches every time on that day.
  private static boolean same(String found, String value) {
    boolean dayOfTime = value.length() == 10 && found.length() > 10 && found.charAt(10) == 'T';
    return dayOfTime ? found.startsWith(value) : found.equals(value);
  }

  private static int compare(String a, String b) {
    boolean numbers = isNumber(a) && isNumber(b);
    return numbers ? Long.compare(Long.parseLong(a), Long.parseLong(b)) : a.compareTo(b);
  }

  private static boolean isNumber(@Nullable String text) {
    return text != null && text.matches("-?[0-9]{1,18}");
  }
}
