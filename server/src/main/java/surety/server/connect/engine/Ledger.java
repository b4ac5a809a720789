package surety.server.connect.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import surety.server.connect.FetchReport.Note;
import surety.server.connect.FetchReport.Reason;
import surety.server.connect.SourceRecord;
import surety.server.connect.mapping.Tally;

/// Hands the records of one fetch to its consumer, one page at a time, and keeps count.
///
/// A page arrives here as a whole or not at all, so that a page that broke off and was read again
/// is not delivered twice. Ids are remembered until the fetch ends: where records were added at the
/// source while its pages were read, the same record stands on two pages.
final class Ledger<T extends SourceRecord> {

  private record Cause(Reason reason, String about) {}

  private final Consumer<? super T> into;
  private final Tally missing;
  private final Set<String> seen = new HashSet<>();
  private final Map<Cause, Long> causes = new LinkedHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private long delivered;
  private volatile boolean stopped;

  Ledger(Consumer<? super T> into, Tally missing) {
    this.into = into;
    this.missing = missing;
  }

  void deliver(List<T> records, Tally lacked) {
    lock.lock();
    try {
      missing.add(lacked);
      for (T record : records) {
        if (seen.add(record.id())) {
          into.accept(record);
          delivered++;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// Notes that a list could not be read on, and ends the fetch if no other page would fare better.
  void stop(Delivery.Stopped why, String about) {
    note(why.reason(), why.about().isEmpty() ? about : about + " " + why.about(), 1);
    if (why.endsTheFetch()) {
      stopped = true;
    }
  }

  void note(Reason reason, String about, long count) {
    lock.lock();
    try {
      causes.merge(new Cause(reason, about), count, Long::sum);
    } finally {
      lock.unlock();
    }
  }

  /// Ends the fetch after an error in the consumer.
  void abandon() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  long delivered() {
    return delivered;
  }

  Map<String, Long> missing() {
    return missing.counts();
  }

  List<Note> notes() {
    List<Note> notes = new ArrayList<>();
    causes.forEach((cause, count) -> notes.add(new Note(cause.reason(), cause.about(), count)));
    return notes;
  }
}
