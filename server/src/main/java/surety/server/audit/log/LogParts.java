package surety.server.audit.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import surety.server.audit.log.LogRows.Standing;
import surety.server.workspace.WorkspaceScope;
import surety.translog.LogEntry;

/// Reads parts of a workspace's log in its order, for whoever hands them on.
@Component
public class LogParts {

  private final LogRows rows;

  LogParts(LogRows rows) {
    this.rows = rows;
  }

  /// What stands at a place of a log, or at several that follow each other.
  public sealed interface Place {

    /// The first place.
    long first();

    /// After the last one.
    long end();
  }

  /// An entry.
  ///
  /// @param index its place, from 0
  /// @param at when it was written
  /// @param stream the trail that it is of, `access` or `change`
  /// @param salt in base64
  /// @param text one line of JSON, as the log commits to it
  public record Entry(long index, Instant at, String stream, String salt, String text)
      implements Place {

    @Override
    public long first() {
      return index;
    }

    @Override
    public long end() {
      return index + 1;
    }
  }

  /// Entries that the trail does not hold any more.
  public record Gone(long first, long end) implements Place {}

  /// How many places the log has.
  public long size(WorkspaceScope scope) {
    return rows.head(scope).map(head -> head.edge().size()).orElse(0L);
  }

  /// The first place of which something is known; the log's size when there is none.
  public long firstKnown(WorkspaceScope scope) {
    return rows.firstKnown(scope).orElseGet(() -> size(scope));
  }

  /// Places from one on, without gaps, but fewer than up to `end` where these are many.
  ///
  /// @param end at most the log's size
  /// @param most how many entries
  public List<Place> from(WorkspaceScope scope, long first, long end, int most) {
    List<Standing> standing = rows.entries(scope, first, end, most);
    List<Place> places = new ArrayList<>();
    long next = first;
    for (Standing one : standing) {
      if (one.entry() instanceof LogEntry.Opened opened) {
        gone(places, next, one.index());
        places.add(entry(opened, one));
        next = one.index() + 1;
      }
    }
    // What lies behind the last one that was read is known only when nothing was.
    long known = standing.isEmpty() ? end : standing.getLast().index() + 1;
    gone(places, next, known);
    return places;
  }

  private static void gone(List<Place> places, long first, long end) {
    if (end > first) {
      places.add(new Gone(first, end));
    }
  }

  private static Entry entry(LogEntry.Opened opened, Standing standing) {
    return new Entry(
        opened.index(),
        standing.at(),
        Objects.requireNonNull(standing.stream()),
        Base64.getEncoder().encodeToString(opened.salt().bytes()),
        opened.payload());
  }
}
