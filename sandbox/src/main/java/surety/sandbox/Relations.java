package surety.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads columns such as `person_id` and `id`, which each table has, from a row's relations.
final class Relations {
  private Relations() {}

  static @Nullable String column(Row row, String name) {
    if (name.equals("id")) {
      return Long.toString(row.id());
    }
    List<Long> ids =
        name.endsWith("_id") ? row.related(name.substring(0, name.length() - 3)) : List.of();
    return ids.isEmpty() ? null : ids.getFirst().toString();
  }
}
