package surety.server.insight.figures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import surety.server.connect.Fetch;
import surety.server.connect.SourceRecord;
import surety.server.connect.SourceRecord.Booking;
import surety.server.connect.SourceRecord.Deal;
import surety.server.connect.SourceRecord.Invoice;
import surety.server.connect.SourceRecord.Money;
import surety.server.connect.SourceRecord.Person;
import surety.server.connect.SourceRecord.Project;
import surety.server.connect.SourceRecord.TimeEntry;
import surety.server.insight.figures.Matches.Copy;

/// Takes the records of several sources and lets each thing into the figures once, however many
/// sources have it.
///
/// A kind of record that one source has goes through at once. Of a kind that several have, what
/// the first does not have is told when all have ended: until then the records of the others wait
/// in memory. Safe for use by several threads.
public final class Intake {

  private final Map<Fetch, Ranking> rankings;
  private final Map<Fetch, Map<Integer, List<SourceRecord>>> waiting = new EnumMap<>(Fetch.class);
  private final Overlaps overlaps = new Overlaps();
  private final References references = new References();
  private final Set<Object> seen = new HashSet<>();
  private @Nullable Fold fold;

  /// What makes time the same: a person has one day.
  private record Day(Staff person, long day) {}

  /// What makes bookings the same.
  private record Sort(Staff person, Booking.Kind kind) {}

  /// @param rankings the sources of each kind; a kind that none offers may be absent
  public Intake(Map<Fetch, Ranking> rankings) {
    this.rankings = new EnumMap<>(rankings);
  }

  /// Takes one record.
  public synchronized void accept(int source, SourceRecord record) {
    Fetch kind = kind(record);
    Ranking ranking = ranking(kind);
    boolean streams = kind == Fetch.TIME_ENTRIES || kind == Fetch.BOOKINGS;
    if (ranking.single() || (streams && ranking.isFirst(source))) {
      through(kind, source, record);
      if (!ranking.single()) {
        seen.add(occasion(source, record));
      }
    } else {
      waiting
          .computeIfAbsent(kind, absent -> new TreeMap<>())
          .computeIfAbsent(source, absent -> new ArrayList<>())
          .add(record);
    }
  }

  /// Ends phase one: all people and projects have come. Every further record goes to the fold.
  public synchronized Fold fold(ExchangeRates rates, Window window) {
    people();
    projects();
    fold = new Fold(references, rates, window);
    return fold;
  }

  /// Ends phase two: everything has come.
  public synchronized void finish() {
    invoices();
    deals();
    later(Fetch.TIME_ENTRIES);
    later(Fetch.BOOKINGS);
  }

  /// What did not go into the figures because another source has it.
  public synchronized List<Overlap> overlaps() {
    return overlaps.all();
  }

  /// The sources of which something of a kind went in, the one that counts first.
  public synchronized List<Integer> taken(Fetch kind) {
    return ranking(kind).sources().stream()
        .filter(source -> overlaps.isTaken(kind, source))
        .toList();
  }

  private void through(Fetch kind, int source, SourceRecord record) {
    overlaps.took(kind, source);
    switch (record) {
      case Person _, Project _ -> references.accept(source, record);
      default -> Objects.requireNonNull(fold).accept(source, record);
    }
  }

  private void people() {
    Matches<Person> matches =
        new Matches<>(Person::name, (one, other) -> true, (one, other) -> false);
    addWaiting(Fetch.PEOPLE, Person.class, matches);
    for (List<Copy<Person>> copies : taken(Fetch.PEOPLE, matches)) {
      Person joined =
          copies.stream().map(Copy::record).reduce(copies.getFirst().record(), Joined::person);
      references.accept(copies.getFirst().source(), joined);
      copies.stream().skip(1).forEach(it -> references.samePerson(key(it), key(copies.getFirst())));
    }
  }

  private void projects() {
    Matches<Project> matches =
        new Matches<>(
            Project::name,
            (one, other) -> Matches.sameOrNone(one.clientName(), other.clientName()),
            (one, other) -> false);
    addWaiting(Fetch.PROJECTS, Project.class, matches);
    for (List<Copy<Project>> copies : taken(Fetch.PROJECTS, matches)) {
      Project joined =
          copies.stream().map(Copy::record).reduce(copies.getFirst().record(), Joined::project);
      references.accept(copies.getFirst().source(), joined);
      copies.stream()
          .skip(1)
          .forEach(it -> references.sameProject(key(it), key(copies.getFirst())));
    }
  }

  private void invoices() {
    Matches<Invoice> matches =
        new Matches<>(
            Invoice::number,
            Joined::isSameInvoice,
            (one, other) -> differ(one.total(), other.total()));
    addWaiting(Fetch.INVOICES, Invoice.class, matches);
    List<Integer> byProject = ranking(Fetch.PROJECTS).sources();
    for (List<Copy<Invoice>> copies : taken(Fetch.INVOICES, matches)) {
      Copy<Invoice> counts = copies.getFirst();
      Copy<Invoice> lines =
          copies.stream()
              .filter(it -> !it.record().lines().isEmpty())
              .filter(it -> !differ(it.record().total(), counts.record().total()))
              .min(Comparator.comparingInt(it -> place(byProject, it.source())))
              .orElse(counts);
      Objects.requireNonNull(fold)
          .accept(
              counts.source(),
              Joined.invoice(counts.record(), lines.record().lines()),
              lines.source());
    }
  }

  private void deals() {
    Matches<Deal> matches =
        new Matches<>(
            Deal::name,
            (one, other) -> Matches.sameOrNone(one.clientName(), other.clientName()),
            (one, other) -> differ(one.value(), other.value()));
    addWaiting(Fetch.DEALS, Deal.class, matches);
    for (List<Copy<Deal>> copies : taken(Fetch.DEALS, matches)) {
      Copy<Deal> counts = copies.getFirst();
      Objects.requireNonNull(fold).accept(counts.source(), counts.record());
    }
  }

  /// Time and bookings of those who do not come first.
  private void later(Fetch kind) {
    Ranking ranking = ranking(kind);
    Map<Integer, List<SourceRecord>> others = waiting.getOrDefault(kind, Map.of());
    for (int source : ranking.sources()) {
      Set<Object> own = new HashSet<>();
      for (SourceRecord record : others.getOrDefault(source, List.of())) {
        Object occasion = occasion(source, record);
        if (seen.contains(occasion)) {
          overlaps.same(kind, ranking.sources().getFirst(), source, false);
        } else if (ranking.othersLeftOut()) {
          overlaps.leftOut(kind, ranking.sources().getFirst(), source);
        } else {
          own.add(occasion);
          through(kind, source, record);
        }
      }
      seen.addAll(own);
    }
  }

  private Object occasion(int source, SourceRecord record) {
    return switch (record) {
      case TimeEntry entry ->
          new Day(references.person(source, entry.personId()), entry.day().toEpochDay());
      case Booking booking ->
          new Sort(references.person(source, booking.personId()), booking.kind());
      default -> throw new IllegalArgumentException("neither time nor a booking");
    };
  }

  /// The groups that go in; counts all.
  private <T extends SourceRecord> List<List<Copy<T>>> taken(Fetch kind, Matches<T> matches) {
    Ranking ranking = ranking(kind);
    List<List<Copy<T>>> taken = new ArrayList<>();
    for (List<Copy<T>> copies : matches.groups()) {
      Copy<T> counts = copies.getFirst();
      if (ranking.othersLeftOut() && !ranking.isFirst(counts.source())) {
        copies.forEach(it -> overlaps.leftOut(kind, ranking.sources().getFirst(), it.source()));
        continue;
      }
      overlaps.took(kind, counts.source());
      copies.stream()
          .skip(1)
          .forEach(
              it -> overlaps.same(kind, counts.source(), it.source(), matches.differ(counts, it)));
      taken.add(copies);
    }
    return taken;
  }

  // In the order of the ranking, so that the first copy of a thing is the one that counts.
  private <T extends SourceRecord> void addWaiting(Fetch kind, Class<T> type, Matches<T> matches) {
    Map<Integer, List<SourceRecord>> records =
        Optional.ofNullable(waiting.remove(kind)).orElse(Map.of());
    for (int source : ranking(kind).sources()) {
      matches.add(
          source, records.getOrDefault(source, List.of()).stream().map(type::cast).toList());
    }
  }

  private Ranking ranking(Fetch kind) {
    return rankings.getOrDefault(kind, new Ranking(List.of(), false));
  }

  private static int place(List<Integer> ranking, int source) {
    int place = ranking.indexOf(source);
    return place < 0 ? ranking.size() : place;
  }

  private static <T extends SourceRecord> Key key(Copy<T> copy) {
    return new Key(copy.source(), copy.record().id());
  }

  private static boolean differ(@Nullable Money one, @Nullable Money other) {
    return one != null
        && other != null
        && (one.amount().compareTo(other.amount()) != 0
            || !one.currency().equals(other.currency()));
  }

  private static Fetch kind(SourceRecord record) {
    return switch (record) {
      case Person _ -> Fetch.PEOPLE;
      case Project _ -> Fetch.PROJECTS;
      case TimeEntry _ -> Fetch.TIME_ENTRIES;
      case Invoice _ -> Fetch.INVOICES;
      case Deal _ -> Fetch.DEALS;
      case Booking _ -> Fetch.BOOKINGS;
    };
  }
}
