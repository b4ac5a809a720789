package surety.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// How objects of the made-up firm become rows of a vendor's table. Rows hold the object, not text:
/// 60,000 time entries stay small.
final class Shape<T> {
  private final ToLongFunction<T> id;
  private final BiConsumer<T, Json> writer;
  private final Map<String, Column<T>> columns = new HashMap<>();
  private final Map<String, Function<T, List<Long>>> relations = new HashMap<>();

  /// Reads one value of an object.
  interface Column<T> {
    @Nullable Object of(T object);
  }

  Shape(ToLongFunction<T> id, BiConsumer<T, Json> writer) {
    this.id = id;
    this.writer = writer;
  }

  Shape<T> column(String name, Column<T> value) {
    columns.put(name, value);
    return this;
  }

  Shape<T> one(String relation, Column<T> value) {
    return many(
        relation, object -> value.of(object) instanceof Long found ? List.of(found) : List.of());
  }

  Shape<T> many(String relation, Function<T, List<Long>> ids) {
    relations.put(relation, ids);
    return this;
  }

  List<Row> rows(List<T> objects) {
    return objects.stream().<Row>map(object -> new Held<>(this, object)).toList();
  }

  private record Held<T>(Shape<T> shape, T object) implements Row {
    @Override
    public long id() {
      return shape.id.applyAsLong(object);
    }

    @Override
    public @Nullable String column(String name) {
      Column<T> column = shape.columns.get(name);
      if (column == null) {
        return Relations.column(this, name);
      }
      Object value = column.of(object);
      return value == null ? null : value.toString();
    }

    @Override
    public List<Long> related(String relation) {
      Function<T, List<Long>> ids = shape.relations.get(relation);
      return ids == null ? List.of() : ids.apply(object);
    }

    @Override
    public void write(Json out) {
      shape.writer.accept(object, out);
    }
  }
}
