package surety.server.insight;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import surety.server.audit.AccessAction;
import surety.server.audit.AccessEntry;
import surety.server.audit.AccessLog;
import surety.server.audit.DataScope;
import surety.server.connect.ConnectedSource;
import surety.server.connect.ConnectionChanged;
import surety.server.connect.PrecedenceChanged;
import surety.server.insight.figures.Range;
import surety.server.workspace.Permission;
import surety.server.workspace.SettingsChanged;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;

/// The figures of each workspace: read live, held for at most fifteen minutes, and shown only after
/// the access has been recorded.
///
/// Held figures are shown only while the workspace is connected to just the systems that they were
/// read from. That is asked each time, so that a connection which another server removed ends here
/// too.
@Service
public class Figures {

  private static final Logger LOG = LoggerFactory.getLogger(Figures.class);

  // A source that just failed is not asked again by everybody who happens to look.
  private static final Duration FAILURE_HELD = Duration.ofSeconds(15);

  private static final Duration JUST_NOW = Duration.ofSeconds(30);

  private final SourceLookup lookup;
  private final Reading reading;
  private final AccessLog accessLog;
  private final Clock clock;
  private final FigureCache cache;
  private final Cache<WorkspaceId, Held> failures;
  private final Cache<WorkspaceId, Instant> looks =
      Caffeine.newBuilder().maximumSize(10_000).build();
  private final ConcurrentMap<WorkspaceId, Flight> flights = new ConcurrentHashMap<>();

  Figures(SourceLookup lookup, Reading reading, AccessLog accessLog, Clock clock) {
    this.lookup = lookup;
    this.reading = reading;
    this.accessLog = accessLog;
    this.clock = clock;
    this.cache = new FigureCache(clock);
    this.failures = Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(FAILURE_HELD).build();
  }

  /// Looks at the figures of a range up to today.
  Look look(WorkspaceScope scope, AccessAction action, Range range, Duration patience) {
    LocalDate today = LocalDate.now(clock);
    return look(scope, action, DataScope.between("dashboard", range.from(today), today), patience);
  }

  /// Looks at the figures, and has them read where none are held that may be shown.
  ///
  /// @param action what the access entry says; a read from memory is a read of the dashboard where
  ///     the figures are read for it
  /// @param data what the access entry names
  /// @param patience how long to wait for a reading
  /// @throws surety.server.audit.AuditUnavailable if the access could not be recorded
  Look look(WorkspaceScope scope, AccessAction action, DataScope data, Duration patience) {
    scope.require(Permission.DASHBOARD_VIEW);
    looks.put(scope.workspace(), clock.instant());
    List<ConnectedSource> connected = lookup.sources(scope);
    Optional<Held> held =
        cache.fresh(scope.workspace()).filter(figures -> figures.isFrom(connected));
    if (held.isPresent()) {
      return shown(scope, action, data, held.get());
    }
    Held failure = failures.getIfPresent(scope.workspace());
    return failure != null && failure.isFrom(connected)
        ? new Look.Unreadable(failure.sources())
        : readAndLook(new Reader(scope, action, data), connected, patience);
  }

  /// Who looks at what, for the access entry.
  private record Reader(WorkspaceScope scope, AccessAction action, DataScope data) {}

  private Look readAndLook(Reader reader, List<ConnectedSource> connected, Duration patience) {
    if (connected.isEmpty()) {
      return new Look.NothingConnected();
    }
    Flight flight = start(reader.scope(), AccessAction.CACHE_REBUILD, connected);
    return flight
        .await(patience)
        .filter(cache::showable)
        .map(held -> landed(reader, held))
        .orElseGet(() -> new Look.Underway(flight.progress()));
  }

  private Look landed(Reader reader, Held held) {
    if (held.nothingRead()) {
      return new Look.Unreadable(held.sources());
    }
    boolean page = reader.action() == AccessAction.CACHE_READ;
    AccessAction action = page ? AccessAction.DASHBOARD_READ : reader.action();
    return shown(reader.scope(), action, reader.data(), held);
  }

  private Look shown(WorkspaceScope scope, AccessAction action, DataScope data, Held held) {
    accessLog.record(scope, AccessEntry.of(action, data));
    boolean costs = scope.permits(Permission.COSTS_VIEW);
    return new Look.Ready(held.startedAt(), costs ? held.full() : held.plain(), held);
  }

  /// Drops the held figures and reads again, unless they were read within the last half minute.
  void readAgain(WorkspaceScope scope) {
    scope.require(Permission.DASHBOARD_VIEW);
    Instant justNow = clock.instant().minus(JUST_NOW);
    if (cache
        .fresh(scope.workspace())
        .filter(held -> held.startedAt().isAfter(justNow))
        .isPresent()) {
      return;
    }
    failures.invalidate(scope.workspace());
    List<ConnectedSource> connected = lookup.sources(scope);
    cache.drop(scope.workspace());
    if (!connected.isEmpty()) {
      start(scope, AccessAction.CACHE_REBUILD, connected);
    }
  }

  /// Drops what is held of a workspace at once. A reading that is under way is not kept either,
  /// because it may rest on what has just changed.
  public void forget(WorkspaceId workspace) {
    flights.compute(
        workspace,
        (id, flight) -> {
          cache.drop(workspace);
          failures.invalidate(workspace);
          return null;
        });
  }

  @EventListener
  void on(ConnectionChanged change) {
    forget(change.workspace());
  }

  @EventListener
  void on(PrecedenceChanged change) {
    forget(change.workspace());
  }

  @EventListener
  void on(SettingsChanged change) {
    forget(change.workspace());
  }

  /// Reads in the background on behalf of the server, while the held figures go on to be shown.
  public void refresh(WorkspaceScope scope) {
    List<ConnectedSource> connected = lookup.sources(scope);
    if (!connected.isEmpty()) {
      start(scope, AccessAction.SCHEDULED_REFRESH, connected);
    }
  }

  FigureCache cache() {
    return cache;
  }

  /// When somebody last looked; empty where that is long ago.
  Optional<Instant> lastLook(WorkspaceId workspace) {
    return Optional.ofNullable(looks.getIfPresent(workspace));
  }

  int flightsUnderWay() {
    return flights.size();
  }

  private Flight start(WorkspaceScope scope, AccessAction why, List<ConnectedSource> connected) {
    return flights.computeIfAbsent(
        scope.workspace(),
        workspace -> {
          Flight flight = new Flight();
          Thread.ofVirtual()
              .name("reading " + workspace)
              .start(() -> fly(flight, scope, why, connected));
          return flight;
        });
  }

  private void fly(
      Flight flight, WorkspaceScope scope, AccessAction why, List<ConnectedSource> connected) {
    try {
      Held held = reading.read(scope, why, connected, flight.progress());
      land(scope.workspace(), flight, held);
    } catch (RuntimeException | Error e) {
      // Whoever waits gets it, and whoever comes next starts anew.
      LOG.warn("figures of {} could not be read: {}", scope.workspace(), e.getClass().getName());
      flights.remove(scope.workspace(), flight);
      flight.crashed(e);
    }
  }

  // Keeping and taking off is one step under the map's lock, so that a flight that was forgotten
  // meanwhile leaves nothing behind. Who waits is told after it, so that nobody finds it there.
  private void land(WorkspaceId workspace, Flight flight, Held held) {
    AtomicBoolean kept = new AtomicBoolean();
    flights.computeIfPresent(
        workspace,
        (id, current) -> {
          if (current != flight) {
            return current;
          }
          keep(workspace, held);
          kept.set(true);
          return null;
        });
    if (kept.get()) {
      flight.landed(held);
    } else {
      flight.discarded();
    }
  }

  private void keep(WorkspaceId workspace, Held held) {
    if (held.nothingRead()) {
      failures.put(workspace, held);
    } else {
      cache.put(workspace, held);
    }
  }
}
