package surety.server.ai.names;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.stereotype.Component;
import surety.server.audit.AccessLog;
import surety.server.connect.ConnectedSource;
import surety.server.connect.Connections;
import surety.server.connect.Fetch;
import surety.server.connect.FetchRange;
import surety.server.connect.FetchReport;
import surety.server.connect.FetchReport.Reason;
import surety.server.connect.RecordedFetch;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// Reads the names of clients, projects and people from a workspace's systems, all of them or none:
/// a directory that lacks one name would let it leave.
@Component
class NamesReading {

  private static final List<Fetch> NAMED =
      List.of(Fetch.PROJECTS, Fetch.PEOPLE, Fetch.INVOICES, Fetch.DEALS);
  private static final Set<String> NAMES = Set.of("name", "client_name");
  private static final String RECORDS = "records";
  private static final FetchRange ALL = FetchRange.all();

  private final Connections connections;
  private final AccessLog accessLog;
  private final WorkspaceScopes scopes;
  private final Clock clock;

  NamesReading(Connections connections, AccessLog accessLog, WorkspaceScopes scopes, Clock clock) {
    this.connections = connections;
    this.accessLog = accessLog;
    this.scopes = scopes;
    this.clock = clock;
  }

  /// Reads them. Each fetch is recorded before it is made, as AI.
  ///
  /// @param connected how many systems are connected
  /// @throws NamesUnavailable if a system did not deliver all of its names
  SourceNames read(WorkspaceScope caller, int connected) {
    WorkspaceScope scope = scopes.forModelCall(caller, Set.of(Permission.DASHBOARD_VIEW));
    SourceNames names = new SourceNames(clock.instant());
    List<ConnectedSource> sources = connections.sources(scope);
    if (sources.size() != connected) {
      throw new NamesUnavailable("a connected system cannot be read by this server");
    }
    RecordedFetch recorded = new RecordedFetch(accessLog, scope);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<FetchReport>> running = new ArrayList<>();
      for (ConnectedSource source : sources) {
        for (Fetch fetch : NAMED) {
          running.add(threads.submit(() -> recorded.read(source, fetch, ALL, names::take)));
        }
      }
      for (Future<FetchReport> one : running) {
        requireWhole(finished(one));
      }
    }
    return names;
  }

  private static void requireWhole(FetchReport report) {
    boolean whole =
        switch (report.state()) {
          case COMPLETE, UNSUPPORTED -> true;
          case PARTIAL -> lacksNoName(report);
          case FAILED -> false;
        };
    if (!whole) {
      throw new NamesUnavailable("a connected system did not deliver all of its names");
    }
  }

  // What is missing may be something else than names, such as cost rates that the credential may
  // not read.
  private static boolean lacksNoName(FetchReport report) {
    boolean allRecords =
        report.notes().stream()
            .noneMatch(
                note ->
                    note.about().startsWith(RECORDS) || note.reason() == Reason.RECORDS_UNREADABLE);
    Map<String, Long> missing = report.missing();
    return allRecords && NAMES.stream().allMatch(name -> missing.getOrDefault(name, 0L) == 0);
  }

  private static FetchReport finished(Future<FetchReport> running) {
    try {
      return running.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NamesUnavailable("the reading of names was interrupted");
    }
  }
}
