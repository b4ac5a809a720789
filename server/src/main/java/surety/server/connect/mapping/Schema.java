package surety.server.connect.mapping;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// The paths that are read from one kind of JSON object, each with the slot of the row that it goes
/// to. What is not in here is skipped while it is parsed and never becomes an object.
///
/// Built while a connector file is compiled, by one thread, and only read afterwards.
public final class Schema {

  /// What stands behind a name of a JSON object.
  sealed interface Node {}

  /// A scalar that is kept.
  record Leaf(int slot) implements Node {}

  /// An object that is looked into.
  record Branch(Map<String, Node> children) implements Node {}

  /// An array of objects, each kept as a row of its own.
  record Items(int slot, Schema schema) implements Node {}

  /// An object whose members are objects, each kept as a row of its own.
  record Keyed(int slot, Schema schema) implements Node {}

  /// An array of scalars that are kept.
  record Texts(int slot) implements Node {}

  private final Branch root = new Branch(new HashMap<>());
  private int slots;

  /// The slot of a dotted path to a scalar, or to one of an array that rows are split by.
  ///
  /// @throws IllegalArgumentException if the path runs through a scalar or an array
  public int slot(String path) {
    return switch (place(path, () -> new Leaf(slots++))) {
      case Leaf(int slot) -> slot;
      case Texts(int slot) -> slot;
      case Branch _, Items _, Keyed _ -> throw new IllegalArgumentException("not a single value");
    };
  }

  /// The slot of a dotted path to an array of scalars.
  ///
  /// @throws IllegalArgumentException if the path leads to something else
  public int texts(String path) {
    return switch (place(path, () -> new Texts(slots++))) {
      case Texts(int slot) -> slot;
      case Leaf _, Branch _, Items _, Keyed _ ->
          throw new IllegalArgumentException("not a list of texts");
    };
  }

  /// The slot and schema of a dotted path to an array of objects.
  ///
  /// @throws IllegalArgumentException if the path leads to something else
  Items items(String path) {
    return switch (place(path, () -> new Items(slots++, new Schema()))) {
      case Items items -> items;
      case Leaf _, Branch _, Texts _, Keyed _ -> throw new IllegalArgumentException("not an array");
    };
  }

  /// The slot and schema of the objects that are the members of the one at a dotted path.
  ///
  /// @throws IllegalArgumentException if the path leads to something else
  public Array keyed(String path) {
    if (place(path, () -> new Keyed(slots++, new Schema()))
        instanceof Keyed(var slot, var schema)) {
      return new Array(slot, schema);
    }
    throw new IllegalArgumentException("not an object of objects");
  }

  /// A nested array.
  ///
  /// @param slot where its rows go
  /// @param schema what is kept of each
  public record Array(int slot, Schema schema) {}

  /// The array at a dotted path.
  ///
  /// @throws IllegalArgumentException if the path leads to something else
  public Array array(String path) {
    Items items = items(path);
    return new Array(items.slot(), items.schema());
  }

  private Node place(String path, Supplier<Node> missing) {
    String[] names = path.split("\\.", -1);
    Branch at = root;
    for (int i = 0; i < names.length - 1; i++) {
      at = branch(at.children().computeIfAbsent(names[i], _ -> new Branch(new HashMap<>())));
    }
    return at.children().computeIfAbsent(names[names.length - 1], _ -> missing.get());
  }

  private static Branch branch(Node node) {
    if (node instanceof Branch branch) {
      return branch;
    }
    throw new IllegalArgumentException("the path runs through a single value");
  }

  Branch root() {
    return root;
  }

  Row row() {
    return new Row(slots);
  }
}
