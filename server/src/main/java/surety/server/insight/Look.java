package surety.server.insight;

import java.time.Instant;
import java.util.List;
import surety.server.insight.figures.Aggregates;

/// What somebody who looks at a workspace's figures gets to see.
sealed interface Look {

  /// Figures. The access is recorded.
  ///
  /// @param figures in the form that the reader's permissions allow
  record Ready(Instant startedAt, Aggregates figures, Held held) implements Look {}

  /// They are being read.
  record Underway(Progress progress) implements Look {}

  /// They could not be read a moment ago, and older ones are not shown.
  record Unreadable(List<Held.SourceReport> sources) implements Look {}

  /// There is nothing to read.
  record NothingConnected() implements Look {}
}
