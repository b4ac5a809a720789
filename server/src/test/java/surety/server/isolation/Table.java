package surety.server.isolation;

import java.util.List;
import java.util.Optional;

/// A table that holds workspaces' rows, as the catalogue describes it.
///
/// @param name schema and name, quoted where needed
/// @param key the columns of the primary key, the workspace's first
/// @param uniques the columns of every unique index, without the workspace's
/// @param rights what the runtime role may do: letters of SELECT, INSERT, UPDATE, DELETE
record Table(
    String name,
    List<Column> columns,
    List<String> key,
    List<List<String>> uniques,
    List<Reference> references,
    String rights,
    boolean classified,
    long readPermission,
    long writePermission) {

  static final String WORKSPACE = "workspace_id";

  /// @param generated filled by the database itself
  record Column(String name, String type, boolean required, boolean generated) {}

  /// A foreign key.
  record Reference(String target, List<String> from, List<String> to) {}

  /// Whether a workspace may have several rows in it.
  boolean takesFurtherRows() {
    return !key.equals(List.of(WORKSPACE));
  }

  boolean may(String verb) {
    return rights.contains(verb.substring(0, 1));
  }

  /// The columns that a statement can set.
  List<Column> settable() {
    return columns.stream().filter(column -> !column.generated()).toList();
  }

  Column column(String wanted) {
    return columns.stream().filter(c -> c.name().equals(wanted)).findFirst().orElseThrow();
  }

  /// The foreign key that this column is part of, its workspace aside.
  Optional<Reference> referenceThrough(String column) {
    return references.stream()
        .filter(r -> !column.equals(WORKSPACE) && r.from().contains(column))
        .findFirst();
  }

  /// `a = ?::uuid AND b = ?::text` over the primary key.
  String keyCondition() {
    return String.join(" AND ", key.stream().map(c -> c + " = ?::" + column(c).type()).toList());
  }

  /// A statement that inserts one row, with a parameter for each settable column.
  String insert() {
    return "INSERT INTO "
        + name
        + " ("
        + String.join(", ", settable().stream().map(Column::name).toList())
        + ") VALUES ("
        + String.join(", ", settable().stream().map(c -> "?::" + c.type()).toList())
        + ")";
  }

  /// Some column that is not part of the key, or the key's last.
  String anyColumn() {
    return settable().stream()
        .map(Column::name)
        .filter(c -> !key.contains(c) && referenceThrough(c).isEmpty())
        .findFirst()
        .orElse(key.getLast());
  }

  @Override
  public String toString() {
    return name;
  }
}
