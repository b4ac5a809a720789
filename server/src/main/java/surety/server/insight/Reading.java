package surety.server.insight;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import surety.server.audit.AccessAction;
import surety.server.audit.AccessEntry;
import surety.server.audit.AccessLog;
import surety.server.audit.AuditHandle;
import surety.server.audit.DataScope;
import surety.server.audit.Outcome;
import surety.server.connect.Capabilities;
import surety.server.connect.ConnectedSource;
import surety.server.connect.Fetch;
import surety.server.connect.FetchRange;
import surety.server.connect.FetchReport;
import surety.server.connect.Place;
import surety.server.connect.RecordedFetch;
import surety.server.insight.figures.Fold;
import surety.server.insight.figures.Intake;
import surety.server.insight.figures.Ranking;
import surety.server.insight.figures.Window;
import surety.server.workspace.WorkspaceScope;

/// Reads a workspace's systems once and folds what they deliver.
///
/// People and projects come first, from all systems side by side; then everything that refers to
/// them. What several systems have goes in once. Each fetch is recorded before it is made; where
/// that fails, nothing is read.
@Component
class Reading {

  // Work in progress needs a project from its first day; few run longer than three years.
  private static final int MONTHS = 36;

  // Bookings reach further ahead than the weeks that are shown only to spread their totals.
  private static final int WEEKS_AHEAD = 12;

  private static final List<Fetch> FIRST = List.of(Fetch.PEOPLE, Fetch.PROJECTS);
  private static final List<Fetch> THEN =
      List.of(Fetch.TIME_ENTRIES, Fetch.INVOICES, Fetch.DEALS, Fetch.BOOKINGS);

  private final AccessLog accessLog;
  private final ExchangeRateTable rates;
  private final FigureLimit limit;
  private final Clock clock;

  Reading(AccessLog accessLog, ExchangeRateTable rates, FigureLimit limit, Clock clock) {
    this.accessLog = accessLog;
    this.rates = rates;
    this.limit = limit;
    this.clock = clock;
  }

  /// Reads everything and folds it.
  ///
  /// @param why what the access entry says, beside one entry for each fetch
  /// @throws surety.server.audit.AuditUnavailable if an access could not be recorded
  Held read(
      WorkspaceScope scope, AccessAction why, List<ConnectedSource> sources, Progress progress) {
    Instant startedAt = clock.instant();
    LocalDate today = LocalDate.ofInstant(startedAt, clock.getZone());
    Window window = new Window(today.minusMonths(MONTHS), today);
    AuditHandle access =
        accessLog.record(
            scope, AccessEntry.of(why, DataScope.between("dashboard", window.dataFrom(), today)));
    Held held = new Pass(scope, window, sources, progress).run(startedAt);
    accessLog.complete(access, outcome(held), held.records());
    return held;
  }

  private static Outcome outcome(Held held) {
    if (held.nothingRead()) {
      return Outcome.FAILED;
    }
    return held.complete() ? Outcome.COMPLETED : Outcome.PARTIAL;
  }

  /// One reading while it runs.
  private final class Pass {
    private final WorkspaceScope scope;
    private final Window window;
    private final List<ConnectedSource> sources;
    private final Progress progress;
    private final List<List<FetchReport>> reports = new ArrayList<>();

    Pass(WorkspaceScope scope, Window window, List<ConnectedSource> sources, Progress progress) {
      this.scope = scope;
      this.window = window;
      this.sources = sources;
      this.progress = progress;
      sources.forEach(source -> reports.add(new ArrayList<>()));
    }

    Held run(Instant startedAt) {
      Intake intake = new Intake(rankings());
      fetchAll(FIRST, intake);
      Fold fold = intake.fold(rates.since(scope, window.dataFrom()), window);
      fetchAll(THEN, intake);
      intake.finish();
      return new Held(
          startedAt, limit.of(scope), fold.finish(), sourceReports(), Origins.of(sources, intake));
    }

    private Map<Fetch, Ranking> rankings() {
      Map<Fetch, Ranking> rankings = new EnumMap<>(Fetch.class);
      for (Fetch fetch : Fetch.values()) {
        List<Integer> offering =
            IntStream.range(0, sources.size())
                .filter(number -> place(number, fetch).isPresent())
                .boxed()
                .sorted(Comparator.comparing(number -> place(number, fetch).orElseThrow().rank()))
                .toList();
        boolean leftOut =
            offering.stream().anyMatch(number -> place(number, fetch).orElseThrow().leftOut());
        rankings.put(fetch, new Ranking(offering, leftOut));
      }
      return rankings;
    }

    private Optional<Place> place(int number, Fetch fetch) {
      return Optional.ofNullable(sources.get(number).places().get(fetch));
    }

    private List<Held.SourceReport> sourceReports() {
      List<Held.SourceReport> all = new ArrayList<>();
      for (int i = 0; i < sources.size(); i++) {
        ConnectedSource source = sources.get(i);
        all.add(
            new Held.SourceReport(
                source.connection(),
                source.label(),
                reports.get(i),
                remarks(source),
                source.places()));
      }
      return all;
    }

    private void fetchAll(List<Fetch> fetches, Intake into) {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<FetchReport>> running = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
          int number = i;
          for (Fetch fetch : fetches) {
            running.add(threads.submit(task(number, fetch, into)));
          }
        }
        for (int i = 0; i < running.size(); i++) {
          reports.get(i / fetches.size()).add(finished(running.get(i)));
        }
      }
    }

    private Callable<FetchReport> task(int number, Fetch fetch, Intake into) {
      return () -> fetch(number, fetch, into);
    }

    private FetchReport fetch(int number, Fetch fetch, Intake into) {
      return new RecordedFetch(accessLog, scope)
          .read(
              sources.get(number),
              fetch,
              range(fetch),
              record -> {
                progress.count(fetch);
                into.accept(number, record);
              });
    }

    private FetchRange range(Fetch fetch) {
      LocalDate last =
          fetch == Fetch.BOOKINGS ? window.asOf().plusWeeks(WEEKS_AHEAD) : window.asOf();
      return FetchRange.between(window.dataFrom(), last);
    }
  }

  private static List<String> remarks(ConnectedSource source) {
    Capabilities offered = source.reader().capabilities();
    return Arrays.stream(Fetch.values())
        .map(fetch -> remark(source, fetch, offered.of(fetch)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> remark(
      ConnectedSource source, Fetch fetch, Capabilities.Support support) {
    String what = fetch.label().toLowerCase(Locale.ROOT);
    return switch (support.offer()) {
      case SUPPORTED -> Optional.empty();
      case APPROXIMATED ->
          Optional.of(source.label() + " has no " + what + "; " + support.note() + " stand in.");
      case UNSUPPORTED -> Optional.of(source.label() + " does not offer " + what + ".");
    };
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
      throw new IllegalStateException("interrupted while reading", e);
    }
  }
}
