package surety.server.insight.figures;

import surety.server.connect.Fetch;

/// Records of one source that did not go into the figures.
///
/// @param counts the source that has the same records, or the one that counts alone
/// @param other the source whose records they are
/// @param why what became of them
/// @param records how many
/// @param differing how many of them have another amount there; 0 for records without one
public record Overlap(Fetch kind, int counts, int other, Why why, long records, long differing) {

  /// Why records did not go in.
  public enum Why {
    /// Another source has them too.
    SAME,
    /// Only this source has them, and the workspace leaves such records out.
    LEFT_OUT
  }

  Overlap plus(Overlap more) {
    return new Overlap(
        kind, counts, other, why, records + more.records, differing + more.differing);
  }
}
