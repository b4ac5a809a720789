package surety.server.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import surety.server.audit.TrailRows.Found;
import surety.server.audit.TrailRows.Part;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// Looks for entries of a trail, backwards in time, until a page is full or enough was read.
///
/// How far a rare thing lies back nobody knows, so no page waits for it: it reads so many entries
/// for so long and then says up to where it has looked. Parts go back over more and more days:
/// planning a read costs the database some time for each day that it may touch.
@Repository
class TrailSearch {

  /// How many entries a page reads at most.
  static final int MOST = 20_000;

  private static final int PART = 4_000;
  private static final Duration LONGEST = Duration.ofMillis(25);
  private static final int FIRST_DAYS = 2;
  private static final int MOST_DAYS = 128;
  private static final int GROWTH = 4;

  // Before every entry of its moment.
  private static final UUID FIRST_ID = new UUID(0, 0);

  private final WorkspaceDatabase database;
  private final Clock clock;
  private final Duration longest;

  @Autowired
  TrailSearch(WorkspaceDatabase database, Clock clock) {
    this(database, clock, LONGEST);
  }

  /// @param longest after how long a page begins with no further part
  TrailSearch(WorkspaceDatabase database, Clock clock, Duration longest) {
    this.database = database;
    this.clock = clock;
    this.longest = longest;
  }

  /// A page of what is asked for.
  ///
  /// @param connections names of the workspace's connections, in which words are looked for as well
  /// @param size how many entries it has at most
  <T extends TrailEntry> TrailPage<T> page(
      WorkspaceScope scope,
      TrailRows<T> rows,
      TrailFilter filter,
      Map<UUID, String> connections,
      TrailPosition after,
      int size) {
    return database.read(
        scope, client -> new Walk<>(client, rows, filter, connections, size).from(after));
  }

  /// One search.
  private final class Walk<T extends TrailEntry> {

    private final JdbcClient client;
    private final TrailRows<T> rows;
    private final TrailFilter filter;
    private final Map<UUID, String> connections;
    private final int size;
    private final long start = System.nanoTime();
    private final List<T> found = new ArrayList<>();
    private Optional<OffsetDateTime> oldest = Optional.empty();

    Walk(
        JdbcClient client,
        TrailRows<T> rows,
        TrailFilter filter,
        Map<UUID, String> connections,
        int size) {
      this.client = client;
      this.rows = rows;
      this.filter = filter;
      this.connections = connections;
      this.size = size;
    }

    TrailPage<T> from(TrailPosition after) {
      TrailPosition place = after;
      int days = FIRST_DAYS;
      int left = MOST;
      while (left > 0) {
        OffsetDateTime begin = begin(place, days);
        int missing = size + 1 - found.size();
        int most = filter.isWhole() ? missing : PART;
        Found<T> part =
            rows.read(client, filter, connections, new Part(begin, place, most, missing));
        found.addAll(part.entries());
        if (found.size() > size) {
          return TrailPage.full(found.subList(0, size));
        }
        if (part.end().isEmpty() && !begin.isAfter(oldest())) {
          return TrailPage.last(found);
        }
        if (part.end().isPresent()) {
          left -= most;
        }
        place = part.end().orElse(new TrailPosition(begin, FIRST_ID));
        if (System.nanoTime() - start > longest.toNanos()) {
          break;
        }
        days = Math.min(MOST_DAYS, days * GROWTH);
      }
      return TrailPage.broken(found, place);
    }

    private OffsetDateTime begin(TrailPosition place, int days) {
      // No entry is of the future, but the database's clock may be ahead of this one.
      OffsetDateTime newest = OffsetDateTime.now(clock).plusDays(1);
      OffsetDateTime from = earlier(earlier(place.at(), filter.end()), newest);
      return later(from.minusDays(days), filter.begin());
    }

    // Asked for at the end of the first days: most pages are full by then.
    private OffsetDateTime oldest() {
      if (oldest.isEmpty()) {
        oldest = Optional.of(later(rows.oldest(client).orElse(OffsetDateTime.MAX), filter.begin()));
      }
      return oldest.get();
    }
  }

  private static OffsetDateTime earlier(OffsetDateTime one, OffsetDateTime other) {
    return one.isBefore(other) ? one : other;
  }

  private static OffsetDateTime later(OffsetDateTime one, OffsetDateTime other) {
    return one.isAfter(other) ? one : other;
  }
}
