package surety.server.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import surety.server.audit.TrailRows.Part;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// Shows the newest access entries, again and again.
///
/// A look at the trail is an entry in it, so a look every two seconds would soon see nothing but
/// itself. One entry therefore stands for ten minutes of looks: it says so, it is durable before
/// the first of them, and each look shows its place in the trail and is checked against it there.
/// After ten minutes the next entry is made; after an hour the tail ends by itself. There is no
/// entry of the end: nobody can tell when a browser was closed, and the last entry says until when
/// it stood at most.
@Service
class Tail {

  /// For how long an entry stands.
  static final Duration STANDS = Duration.ofMinutes(10);

  /// How many entries follow each other, until somebody wants to go on.
  static final int MOST_PARTS = 6;

  /// How many of the last hour's entries are shown at most.
  static final int SHOWN = 50;

  private static final String PART = "tail_part";
  private static final String MINUTES = "tail_minutes";

  private final AccessLog log;
  private final WorkspaceDatabase database;
  private final Clock clock;

  Tail(AccessLog log, WorkspaceDatabase database, Clock clock) {
    this.log = log;
    this.database = database;
    this.clock = clock;
  }

  /// What is seen at a moment.
  ///
  /// @param entry the place of the entry that stands for this look
  record Seen(TrailPosition entry, List<AccessRow> entries) {

    Seen {
      entries = List.copyOf(entries);
    }

    /// Says which entries these are: another text when there are others.
    String mark() {
      int ids = entries.stream().map(AccessRow::id).toList().hashCode();
      String newest = entries.isEmpty() ? "none" : entries.getFirst().position().text();
      return newest + "." + Integer.toHexString(ids);
    }

    /// How many entries came after those that a mark was made of.
    long since(String mark) {
      Optional<TrailPosition> newest = TrailPosition.parse(mark.replaceFirst("\\..*", ""));
      return entries.stream()
          .filter(entry -> newest.map(place -> isAfter(entry, place)).orElse(true))
          .count();
    }

    // In the order of the database, which compares ids as they are written.
    private static boolean isAfter(AccessRow entry, TrailPosition place) {
      int later = entry.at().compareTo(place.at());
      return later > 0
          || (later == 0 && entry.id().toString().compareTo(place.id().toString()) > 0);
    }
  }

  /// Begins, with an entry.
  ///
  /// @throws AuditUnavailable if it could not be recorded
  Seen begin(WorkspaceScope scope) {
    scope.require(Permission.AUDIT_VIEW);
    return begin(scope, 1);
  }

  /// Looks again.
  ///
  /// @param entry as an earlier look said it
  /// @return empty when the tail is over: after an hour, or when the entry is not this principal's
  /// @throws AuditUnavailable if a further entry was due and could not be recorded
  Optional<Seen> goOn(WorkspaceScope scope, TrailPosition entry) {
    scope.require(Permission.AUDIT_VIEW);
    Optional<Standing> standing = standing(scope, entry);
    if (standing.isEmpty()) {
      return Optional.empty();
    }
    if (standing.get().stands()) {
      return Optional.of(new Seen(entry, newest(scope)));
    }
    int part = standing.get().part() + 1;
    return part > MOST_PARTS ? Optional.empty() : Optional.of(begin(scope, part));
  }

  private Seen begin(WorkspaceScope scope, int part) {
    AuditHandle handle =
        log.record(
            scope,
            AccessEntry.of(AccessAction.TRAIL_READ, DataScope.all(TrailKind.ACCESS.dataKind()))
                .with(AccessDetail.empty().with(PART, part).with(MINUTES, STANDS.toMinutes())));
    return new Seen(place(scope, handle.entryId()), newest(scope));
  }

  private record Standing(boolean stands, int part) {}

  // Found by its place; what it is and whose, the trail says and not the browser.
  private Optional<Standing> standing(WorkspaceScope scope, TrailPosition entry) {
    return database
        .readOnce(
            scope,
            """
            SELECT at > now() - make_interval(secs => ?), (detail ->> 'tail_part')::integer
              FROM audit.access
             WHERE at = ? AND id = ? AND principal = sec.principal() AND action = 'TRAIL_READ'
               AND detail ->> 'tail_part' IS NOT NULL
            """,
            (row, _) -> new Standing(row.getBoolean(1), row.getInt(2)),
            STANDS.toSeconds(),
            entry.at(),
            entry.id())
        .stream()
        .findFirst();
  }

  private TrailPosition place(WorkspaceScope scope, UUID entry) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return database
        .readOnce(
            scope,
            """
            SELECT at FROM audit.access
             WHERE at > ? AND at < ? AND at > now() - interval '1 minute' AND id = ?
            """,
            (row, _) -> new TrailPosition(row.getObject(1, OffsetDateTime.class), entry),
            now.minusDays(1),
            now.plusDays(1),
            entry)
        .stream()
        .findFirst()
        .orElseThrow(() -> new AuditUnavailable(new IllegalStateException("entry is not there")));
  }

  private List<AccessRow> newest(WorkspaceScope scope) {
    var part =
        new Part(
            OffsetDateTime.now(clock).minusHours(1),
            new TrailPosition(OffsetDateTime.now(clock).plusDays(1), new UUID(0, 0)),
            SHOWN,
            SHOWN);
    return database.read(
        scope,
        client -> TrailRows.ACCESSES.read(client, TrailFilter.ALL, Map.of(), part).entries());
  }
}
