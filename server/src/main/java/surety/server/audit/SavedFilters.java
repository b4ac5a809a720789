package surety.server.audit;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;
import surety.server.platform.Ids;
import surety.server.workspace.Accessor;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// The filters of the trail that members have saved, each for itself.
@Repository
class SavedFilters {

  /// The longest name, in characters.
  static final int LONGEST_NAME = 80;

  /// How many a member can have. The database counts as well.
  static final int MOST = 50;

  private final WorkspaceDatabase database;

  SavedFilters(WorkspaceDatabase database) {
    this.database = database;
  }

  /// How saving went. The database says the same words.
  enum Saved {
    SAVED,
    /// The member has another filter of this name.
    TAKEN,
    /// The member has as many as there can be.
    FULL
  }

  /// Whether somebody in this scope can save filters: those from outside leave nothing behind.
  static boolean isFor(WorkspaceScope scope) {
    return scope.accessor() == Accessor.USER;
  }

  /// Whether a filter can be called this.
  static boolean isName(String name) {
    return !name.isBlank()
        && name.codePointCount(0, name.length()) <= LONGEST_NAME
        && Visible.isVisible(name)
        && name.chars().noneMatch(Character::isISOControl);
  }

  /// The member's own, by name.
  List<SavedFilter> list(WorkspaceScope scope) {
    return read(scope, "ORDER BY lower(name), name");
  }

  /// One of the member's own; empty where it has none of this id.
  Optional<SavedFilter> find(WorkspaceScope scope, UUID id) {
    return read(scope, "AND id = ?", id).stream().findFirst();
  }

  private List<SavedFilter> read(WorkspaceScope scope, String which, Object... parameters) {
    scope.require(Permission.AUDIT_VIEW);
    return database.readOnce(
        scope,
        """
        SELECT id, trail, name, query FROM audit.saved_filter WHERE principal = sec.principal()
        """
            + which,
        (row, _) ->
            new SavedFilter(
                row.getObject(1, UUID.class),
                TrailKind.ofKey(row.getString(2)),
                row.getString(3),
                row.getString(4)),
        parameters);
  }

  /// Saves one.
  ///
  /// @param name see [#isName]
  Saved save(WorkspaceScope scope, TrailKind trail, String name, TrailFilter filter) {
    scope.require(Permission.AUDIT_VIEW);
    return database.write(
        scope,
        client ->
            client
                .sql("SELECT upper(audit.save_filter(?, ?, ?, ?))")
                .params(Ids.next(), trail.key(), name, TrailQuery.link(filter, Optional.empty()))
                .query((row, _) -> Saved.valueOf(row.getString(1)))
                .single());
  }

  /// Removes one of the member's own; false where it has none of this id.
  boolean remove(WorkspaceScope scope, UUID id) {
    scope.require(Permission.AUDIT_VIEW);
    return database.write(
        scope,
        client ->
            client.sql("SELECT audit.remove_filter(?)").param(1, id).query(Boolean.class).single());
  }
}
