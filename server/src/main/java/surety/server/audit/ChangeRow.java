package surety.server.audit;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import surety.server.workspace.Accessor;

/// A change entry as it is read.
///
/// @param before the row before as JSON; null when it was added
/// @param after the row after as JSON; null when it was removed
record ChangeRow(
    OffsetDateTime at,
    UUID id,
    Accessor accessor,
    UUID principal,
    @Nullable String email,
    String table,
    Operation operation,
    @Nullable String before,
    @Nullable String after)
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

  /// What was changed, in words: a row of `vault.workspace_key` is a "workspace key".
  public String subject() {
    return table.substring(table.indexOf('.') + 1).replace('_', ' ');
  }

  /// What the row is called, so that a reader knows which one was changed; empty when it has no
  /// name.
  public String title() {
    return FieldChange.title(after == null ? before : after);
  }

  /// The fields that differ.
  public List<FieldChange> fields() {
    return FieldChange.between(before, after);
  }
}
