package surety.server.insight;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScopes;

/// Reads again before figures grow too old, for workspaces that somebody looks at.
///
/// Nobody looking means no reading: a vendor is not asked for figures that nobody sees.
@Component
@EnableScheduling
class Refresher {

  static final Duration OLD = Duration.ofMinutes(10);
  static final Duration LOOKING = Duration.ofMinutes(10);

  private static final int MOST_AT_ONCE = 4;
  private static final long TICK_MILLIS = 30_000;
  private static final Set<Permission> NEEDED =
      EnumSet.of(Permission.DASHBOARD_VIEW, Permission.CONNECTIONS_VIEW);

  private final Figures figures;
  private final WorkspaceScopes scopes;
  private final Clock clock;

  Refresher(Figures figures, WorkspaceScopes scopes, Clock clock) {
    this.figures = figures;
    this.scopes = scopes;
    this.clock = clock;
  }

  @Scheduled(fixedDelay = TICK_MILLIS, initialDelay = TICK_MILLIS)
  void refresh() {
    Instant now = clock.instant();
    figures.cache().content().entrySet().stream()
        .filter(entry -> olderThan(entry.getValue().startedAt(), now, OLD))
        .map(Map.Entry::getKey)
        .filter(workspace -> lookedAt(workspace, now))
        .limit(Math.max(0, MOST_AT_ONCE - figures.flightsUnderWay()))
        .forEach(workspace -> figures.refresh(scopes.ofSystemJob(workspace, NEEDED)));
  }

  private boolean lookedAt(WorkspaceId workspace, Instant now) {
    return figures.lastLook(workspace).filter(look -> !olderThan(look, now, LOOKING)).isPresent();
  }

  private static boolean olderThan(Instant then, Instant now, Duration age) {
    return Duration.between(then, now).compareTo(age) >= 0;
  }
}
