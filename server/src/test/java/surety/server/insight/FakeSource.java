package surety.server.insight;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import surety.server.audit.AuditHandle;
import surety.server.connect.Capabilities;
import surety.server.connect.ConnectedSource;
import surety.server.connect.Fetch;
import surety.server.connect.FetchRange;
import surety.server.connect.FetchReport;
import surety.server.connect.Place;
import surety.server.connect.SourceReader;
import surety.server.connect.SourceRecord;

/// A source in memory, which can be slow, down, or without some fetches.
final class FakeSource implements SourceReader {

  private final Supplier<Stream<SourceRecord>> records;
  private final Map<Fetch, FetchReport.State> states = new EnumMap<>(Fetch.class);
  private final AtomicInteger fetches = new AtomicInteger();
  private final Semaphore gate = new Semaphore(Integer.MAX_VALUE);
  private volatile boolean down;

  FakeSource(Supplier<Stream<SourceRecord>> records) {
    this.records = records;
  }

  ConnectedSource source() {
    Map<Fetch, Place> places = new EnumMap<>(Fetch.class);
    for (Fetch fetch : Fetch.values()) {
      places.put(fetch, new Place(0, false));
    }
    return new ConnectedSource(UUID.randomUUID(), "Example PSA", "Example", this, places);
  }

  int fetches() {
    return fetches.get();
  }

  void down(boolean isDown) {
    down = isDown;
  }

  void answer(Fetch fetch, FetchReport.State state) {
    states.put(fetch, state);
  }

  void hold() {
    gate.drainPermits();
  }

  void release() {
    gate.release(1_000);
  }

  @Override
  public Capabilities capabilities() {
    Map<Fetch, Capabilities.Support> all = new EnumMap<>(Fetch.class);
    for (Fetch fetch : Fetch.values()) {
      boolean offered = states.get(fetch) != FetchReport.State.UNSUPPORTED;
      all.put(
          fetch,
          new Capabilities.Support(
              offered ? Capabilities.Offer.SUPPORTED : Capabilities.Offer.UNSUPPORTED, "", false));
    }
    return new Capabilities(all);
  }

  private <T extends SourceRecord> FetchReport fetch(
      Fetch fetch, Class<T> kind, Consumer<? super T> into) {
    fetches.incrementAndGet();
    gate.acquireUninterruptibly();
    FetchReport.State state =
        down ? FetchReport.State.FAILED : states.getOrDefault(fetch, FetchReport.State.COMPLETE);
    long count = 0;
    if (state != FetchReport.State.FAILED) {
      List<T> found = records.get().filter(kind::isInstance).map(kind::cast).toList();
      found.forEach(into);
      count = found.size();
    }
    return new FetchReport(
        fetch, state, notes(state), count, Map.of(), 1, Optional.empty(), Duration.ZERO);
  }

  private static List<FetchReport.Note> notes(FetchReport.State state) {
    return state == FetchReport.State.COMPLETE
        ? List.of()
        : List.of(new FetchReport.Note(FetchReport.Reason.VENDOR_DOWN, "records", 1));
  }

  @Override
  public FetchReport fetchProjects(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.Project> into) {
    return fetch(Fetch.PROJECTS, SourceRecord.Project.class, into);
  }

  @Override
  public FetchReport fetchInvoices(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.Invoice> into) {
    return fetch(Fetch.INVOICES, SourceRecord.Invoice.class, into);
  }

  @Override
  public FetchReport fetchTimeEntries(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.TimeEntry> into) {
    return fetch(Fetch.TIME_ENTRIES, SourceRecord.TimeEntry.class, into);
  }

  @Override
  public FetchReport fetchPeople(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.Person> into) {
    return fetch(Fetch.PEOPLE, SourceRecord.Person.class, into);
  }

  @Override
  public FetchReport fetchDeals(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.Deal> into) {
    return fetch(Fetch.DEALS, SourceRecord.Deal.class, into);
  }

  @Override
  public FetchReport fetchBookings(
      AuditHandle audit, FetchRange range, Consumer<? super SourceRecord.Booking> into) {
    return fetch(Fetch.BOOKINGS, SourceRecord.Booking.class, into);
  }
}
