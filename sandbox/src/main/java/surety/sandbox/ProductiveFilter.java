package surety.sandbox;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import surety.sandbox.Condition.Comparison;

/// Reads `filter[field]=v` and `filter[field][op]=v`; several values are separated by commas.
final class ProductiveFilter {
  private static final Pattern NAME = Pattern.compile("filter\\[([a-z_]+)](?:\\[([a-z_]+)])?");

  private ProductiveFilter() {}

  /// @throws Refused with status 400 for a filter that the resource does not have
  static Condition condition(Table table, String parameter, String value) {
    Matcher name = NAME.matcher(parameter);
    Table.Filter filter = name.matches() ? table.filters.get(name.group(1)) : null;
    if (filter == null) {
      throw new Refused(400, "unsupported_filter", "This filter is not supported here.");
    }
    Comparison comparison = name.group(2) == null ? filter.comparison() : comparison(name.group(2));
    boolean time = filter.column().endsWith("_at") || filter.column().endsWith("date");
    List<String> values =
        List.of(value.split(",")).stream().map(v -> time ? Times.normalized(v) : v).toList();
    return new Condition(filter.column(), comparison, values);
  }

  private static Comparison comparison(String operator) {
    return switch (operator) {
      case "eq" -> Comparison.ANY_OF;
      case "not_eq" -> Comparison.NONE_OF;
      case "contains" -> Comparison.CONTAINS;
      case "not_contain" -> Comparison.NOT_CONTAINS;
      case "gt" -> Comparison.ABOVE;
      case "gt_eq" -> Comparison.AT_LEAST;
      case "lt" -> Comparison.BELOW;
      case "lt_eq" -> Comparison.AT_MOST;
      default -> throw new Refused(400, "unsupported_operator", "This operator is not supported.");
    };
  }
}
