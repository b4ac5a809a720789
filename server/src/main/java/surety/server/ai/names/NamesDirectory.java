package surety.server.ai.names;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import surety.pseudonym.Directory;
import surety.pseudonym.Entity;
import surety.pseudonym.EntityKind;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// The names of each workspace, compiled once and shared by its calls: those of its systems, at
/// most fifteen minutes old, its members, and those that its owner added. Where only more were
/// added, these alone are compiled.
///
/// A call brings the stamp of what the names depend on, which it read from the database. Only names
/// of that very stamp are used; whoever comes first has them compiled, and the others wait.
@Service
public class NamesDirectory {

  /// How old the names of the systems may be.
  public static final Duration OLDEST = Duration.ofMinutes(15);

  private static final Logger LOG = LoggerFactory.getLogger(NamesDirectory.class);
  private static final Duration REFRESHED_AFTER = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  // A system that just failed is not asked again by every call.
  private static final Duration FAILURE_HELD = Duration.ofSeconds(10);

  private final NamesReading reading;
  private final KnownNames known;
  private final PseudonymKeys keys;
  private final WorkspaceDatabase database;
  private final WorkspaceScopes scopes;
  private final Clock clock;
  private final AtomicLong versions = new AtomicLong();
  private final ConcurrentMap<Question, CompletableFuture<Held>> flights =
      new ConcurrentHashMap<>();
  private final Cache<WorkspaceId, Held> held =
      Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(OLDEST).build();
  private final Cache<Question, String> failures =
      Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(FAILURE_HELD).build();

  private record Question(WorkspaceId workspace, NamesStamp stamp) {}

  private record Held(NamesStamp stamp, SourceNames sources, Names names) {
    @Override
    public String toString() {
      return "Held[...]";
    }
  }

  NamesDirectory(
      NamesReading reading,
      KnownNames known,
      PseudonymKeys keys,
      WorkspaceDatabase database,
      WorkspaceScopes scopes,
      Clock clock) {
    this.reading = reading;
    this.known = known;
    this.keys = keys;
    this.database = database;
    this.scopes = scopes;
    this.clock = clock;
  }

  /// The names of the caller's workspace for this stamp. Blocks while they are read.
  ///
  /// @throws NamesUnavailable if they cannot be had, all of them
  public Names of(WorkspaceScope caller, NamesStamp stamp) {
    Optional<Names> now = held(caller, stamp);
    if (now.isPresent()) {
      return now.get();
    }
    Question question = new Question(caller.workspace(), stamp);
    if (failures.getIfPresent(question) != null) {
      throw new NamesUnavailable("the names could not be had a moment ago");
    }
    return landed(begin(caller, stamp)).names();
  }

  /// The same if they are there already.
  public Optional<Names> held(WorkspaceScope caller, NamesStamp stamp) {
    caller.require(Permission.AI_USE);
    Held now = held.getIfPresent(caller.workspace());
    if (now == null || !now.stamp().equals(stamp) || isOlder(now, OLDEST)) {
      return Optional.empty();
    }
    if (isOlder(now, REFRESHED_AFTER)) {
      begin(caller, stamp);
    }
    return Optional.of(now.names());
  }

  /// Forgets the names of a workspace.
  public void forget(WorkspaceId workspace) {
    held.invalidate(workspace);
    failures.asMap().keySet().removeIf(question -> question.workspace().equals(workspace));
  }

  private boolean isOlder(Held one, Duration age) {
    return isOlder(one.sources().startedAt(), age);
  }

  private boolean isOlder(Instant then, Duration age) {
    return Duration.between(then, clock.instant()).compareTo(age) >= 0;
  }

  private CompletableFuture<Held> begin(WorkspaceScope caller, NamesStamp stamp) {
    Question question = new Question(caller.workspace(), stamp);
    return flights.computeIfAbsent(
        question,
        _ -> {
          CompletableFuture<Held> flight = new CompletableFuture<>();
          Thread.ofVirtual().name("names").start(() -> fly(caller, question, flight));
          return flight;
        });
  }

  private void fly(WorkspaceScope caller, Question question, CompletableFuture<Held> flight) {
    try {
      Held compiled = compile(caller, question.stamp());
      held.put(question.workspace(), compiled);
      flight.complete(compiled);
    } catch (RuntimeException e) {
      LOG.warn("names of {} cannot be had: {}", question.workspace(), e.getClass().getName());
      failures.put(question, "failed");
      flight.completeExceptionally(e);
    } finally {
      flights.remove(question, flight);
      // After an error of the machine nobody waits in vain.
      flight.completeExceptionally(new NamesUnavailable("the names could not be compiled"));
    }
  }

  private Held compile(WorkspaceScope caller, NamesStamp stamp) {
    Optional<Held> before = before(caller, stamp);
    SourceNames sources =
        before.map(Held::sources).orElseGet(() -> reading.read(caller, stamp.connected()));
    WorkspaceScope scope = scopes.forModelCall(caller, Set.of(Permission.AI_USE));
    Map<String, Entity> all = new LinkedHashMap<>();
    sources.entities().forEach(entity -> all.putIfAbsent(entity.id(), entity));
    members(scope).forEach(it -> all.putAll(SourceNames.entity(EntityKind.PERSON, it)));
    known
        .all(scope)
        .forEach(it -> SourceNames.entity(it.kind(), it.name()).forEach(all::putIfAbsent));
    Names names =
        before
            .flatMap(held -> held.names().grownTo(all, versions.incrementAndGet()))
            .orElseGet(() -> compiled(scope, stamp, all));
    return new Held(stamp, sources, names);
  }

  private Names compiled(WorkspaceScope scope, NamesStamp stamp, Map<String, Entity> all) {
    Directory.Builder builder = Directory.builder().version(versions.incrementAndGet());
    all.values().forEach(builder::add);
    return keys.use(scope, stamp.key(), key -> new Names(builder.build(), key.tokens()));
  }

  // Where only the owner's names or the members changed, the systems need not be asked again.
  private Optional<Held> before(WorkspaceScope caller, NamesStamp stamp) {
    return Optional.ofNullable(held.getIfPresent(caller.workspace()))
        .filter(now -> now.stamp().connections().equals(stamp.connections()))
        .filter(now -> now.stamp().key().equals(stamp.key()))
        .filter(now -> !isOlder(now, REFRESHED_AFTER));
  }

  private List<String> members(WorkspaceScope scope) {
    return database.read(
        scope,
        client ->
            client
                .sql("SELECT email FROM workspace.member WHERE workspace_id = ? ORDER BY id")
                .param(1, scope.workspace().value())
                .query(String.class)
                .list());
  }

  private static Held landed(CompletableFuture<Held> flight) {
    try {
      return flight.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new NamesUnavailable("the names cannot be had");
    } catch (TimeoutException e) {
      throw new NamesUnavailable("the reading of names takes too long");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NamesUnavailable("the wait for names was interrupted");
    }
  }
}
