package surety.server.audit;

import java.util.UUID;

/// A filter of a trail that a member has given a name to.
///
/// @param query the part of a link that asks for it
record SavedFilter(UUID id, TrailKind trail, String name, String query) {

  /// The path below Settings, Security that shows it.
  public String path() {
    return trail.path() + query;
  }

  /// Which trail, for people to read.
  public String trailLabel() {
    return trail.label();
  }
}
