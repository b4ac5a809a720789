package surety.server.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import surety.server.workspace.WorkspaceId;
import surety.twin.Fault;

/// Figures that outlive their source or their time.
final class FigureFaults {

  private static final Map<WorkspaceId, Held> LAST_KNOWN = new ConcurrentHashMap<>();

  private FigureFaults() {}

  /// Has the last known figures stand in when the source does not answer.
  @Fault(
      id = "last-known-figures",
      control = "live-figures",
      target = Figures.class,
      method = "keep")
  static void keep(Figures self, WorkspaceId workspace, Held held) {
    if (!held.nothingRead()) {
      LAST_KNOWN.put(workspace, held);
    }
    Held shown = LAST_KNOWN.getOrDefault(workspace, held);
    self.cache()
        .put(
            workspace,
            new Held(
                Instant.now(),
                shown.showable(),
                shown.full(),
                shown.plain(),
                shown.sources(),
                shown.origins(),
                shown.drawn()));
  }

  /// Holds figures for a day, whatever their age may be.
  @Fault(
      id = "figures-for-a-day",
      control = "figure-age",
      targetName = "surety.server.insight.FigureCache",
      method = "longest")
  static Duration longest(Held value) {
    return Duration.ofDays(1);
  }
}
