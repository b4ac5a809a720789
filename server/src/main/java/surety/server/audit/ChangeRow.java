package surety.server.audit;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import surety.server.workspace.Accessor;

/// A change entry as a page shows it.
///
/// @param title what the row is called, so that a reader knows which one was changed; empty when it
///     has no name
/// @param fields those that differ
record ChangeRow(
    OffsetDateTime at,
    UUID id,
    Accessor accessor,
    UUID principal,
    @Nullable String email,
    String table,
    Operation operation,
    String title,
    List<FieldChange> fields)
    implements TrailEntry {

  enum Operation {
    INSERT("Added"),
    UPDATE("Changed"),
    DELETE("Removed");

    private final String label;

    Operation(String label) {
      this.label = label;
    }

    /// The name that people read.
    public String label() {
      return label;
    }
  }

  ChangeRow {
    title = Visible.of(title);
    fields = List.copyOf(fields);
  }

  /// What was changed, in words: a row of `vault.workspace_key` is a "workspace key".
  public String subject() {
    return subject(table);
  }

  /// What a row of a table is called.
  static String subject(String table) {
    return table.substring(table.indexOf('.') + 1).replace('_', ' ');
  }

  /// Whether there was such a row before.
  public boolean hasBefore() {
    return operation != Operation.INSERT;
  }

  /// Whether there is such a row since.
  public boolean hasAfter() {
    return operation != Operation.DELETE;
  }
}
