package surety.server.ai.mcp;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;
import surety.server.ai.names.NamesStamp;
import surety.server.audit.AccessLog;
import surety.server.connect.ConnectedSource;
import surety.server.connect.Connections;
import surety.server.connect.Fetch;
import surety.server.connect.FetchRange;
import surety.server.connect.FetchReport;
import surety.server.connect.RecordedFetch;
import surety.server.connect.SourceRecord;
import surety.server.insight.ProgramFigures;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;

/// Reads records for agents, and holds them in memory for two minutes, so that going through pages
/// does not read a system once for each. What is held counts only while the workspace is connected
/// to the same systems with the same credentials.
@Component
class RecordReading {

  /// The most records that one question may reach.
  static final int MOST = 50_000;

  private static final Duration HELD = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long MOST_HELD = 200_000;

  private final Connections connections;
  private final ProgramFigures figures;
  private final AccessLog accessLog;
  private final Clock clock;
  private final AsyncCache<Question, Records> held =
      Caffeine.newBuilder()
          .maximumWeight(MOST_HELD)
          .weigher((Question question, Records records) -> 1 + records.size())
          .expireAfterWrite(HELD)
          .executor(Thread::startVirtualThread)
          .buildAsync();

  private record Question(WorkspaceId workspace, NamesStamp stamp, Fetch fetch, FetchRange range) {}

  RecordReading(Connections connections, ProgramFigures figures, AccessLog accessLog, Clock clock) {
    this.connections = connections;
    this.figures = figures;
    this.accessLog = accessLog;
    this.clock = clock;
  }

  /// The records of a kind in a range, read now or at most two minutes ago. Each fetch is recorded
  /// before it is made.
  ///
  /// @param stamp what the workspace is connected to
  /// @throws AgentError if there are too many, or none could be read
  Records read(WorkspaceScope scope, NamesStamp stamp, Fetch fetch, FetchRange range) {
    Question question = new Question(scope.workspace(), stamp, fetch, range);
    Records records = landed(begin(scope, question));
    if (!clock.instant().isBefore(records.until())) {
      held.synchronous().invalidate(question);
      records = landed(begin(scope, question));
    }
    if (records.parts().isEmpty()) {
      throw new AgentError("nothing-connected", "This workspace has connected no system.");
    }
    if (records.nothingRead()) {
      held.synchronous().invalidate(question);
      throw new AgentError(
          "unreadable", "The connected systems cannot be read now. Try again in a minute.");
    }
    return records;
  }

  private CompletableFuture<Records> begin(WorkspaceScope scope, Question question) {
    return held.get(
        question,
        (key, threads) -> CompletableFuture.supplyAsync(() -> fetched(scope, key), threads));
  }

  private Records fetched(WorkspaceScope scope, Question question) {
    Instant startedAt = clock.instant();
    Duration allowed = figures.held(scope);
    Instant until = startedAt.plus(allowed.compareTo(HELD) < 0 ? allowed : HELD);
    RecordedFetch recorded = new RecordedFetch(accessLog, scope);
    AtomicInteger seen = new AtomicInteger();
    List<Records.Part> parts = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Records.Part>> running = new ArrayList<>();
      for (ConnectedSource source : connections.sources(scope)) {
        running.add(threads.submit(() -> part(recorded, source, question, seen)));
      }
      for (Future<Records.Part> one : running) {
        parts.add(finished(one));
      }
    }
    return new Records(question.fetch(), startedAt, until, parts);
  }

  private static Records.Part part(
      RecordedFetch recorded, ConnectedSource source, Question question, AtomicInteger seen) {
    List<SourceRecord> records = new ArrayList<>();
    FetchReport report =
        recorded.read(
            source,
            question.fetch(),
            question.range(),
            record -> {
              if (seen.incrementAndGet() > MOST) {
                throw tooMany(question.fetch());
              }
              records.add(record);
            });
    return new Records.Part(source.connector(), records, report);
  }

  private static AgentError tooMany(Fetch fetch) {
    return new AgentError(
        "too-many-records",
        "There are more than "
            + MOST
            + " "
            + fetch.label().toLowerCase(Locale.ROOT)
            + ". Ask for fewer days.");
  }

  private static Records landed(CompletableFuture<Records> flight) {
    try {
      return flight.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw cause(e);
    } catch (TimeoutException e) {
      throw new AgentError("underway", "The systems are being read. Ask again in a moment.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentError("interrupted", "The server is stopping. Ask again in a moment.");
    }
  }

  private static Records.Part finished(Future<Records.Part> running) {
    try {
      return running.get();
    } catch (ExecutionException e) {
      throw cause(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentError("interrupted", "The server is stopping. Ask again in a moment.");
    }
  }

  private static RuntimeException cause(ExecutionException e) {
    return e.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException(e.getCause());
  }
}
