package surety.server.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Lets concurrent callers share one piece of work, such as a round trip to the database.
///
/// A caller that finds a free place leads: it takes what is waiting, itself included, works for all
/// and hands each its result. Those that come meanwhile wait and form the next batch. An only
/// caller therefore waits for nobody and no thread is switched; the more callers, the larger the
/// batches. Nothing is kept after the answer.
///
/// Any thread may call, virtual ones included.
///
/// @param <K> what a caller asks
/// @param <V> what it gets
public final class Batcher<K, V> {

  private final AtomicInteger underWay = new AtomicInteger();
  private final int leaders;
  private final int alongside;
  private final int largest;
  private final ArrayBlockingQueue<Call<K, V>> waiting;
  private final Function<List<K>, List<V>> work;

  /// @param leaders how many batches may be under way at a time
  /// @param largest how many calls one batch holds at most
  /// @param capacity how many calls may wait; more are refused
  /// @param work answers a batch with one result for each key, in the order of the keys
  public Batcher(int leaders, int largest, int capacity, Function<List<K>, List<V>> work) {
    this(leaders, 1, largest, capacity, work);
  }

  /// Where a batch costs much, however small it is.
  ///
  /// @param alongside how many calls must wait for a batch to begin while another is under way
  public Batcher(
      int leaders, int alongside, int largest, int capacity, Function<List<K>, List<V>> work) {
    this.leaders = leaders;
    this.alongside = alongside;
    this.largest = largest;
    this.waiting = new ArrayBlockingQueue<>(capacity);
    this.work = work;
  }

  /// The result for one key. Waits until the batch that holds the key was worked on.
  ///
  /// @throws Overloaded if too many calls wait already; the key was not worked on
  /// @throws RuntimeException what the work threw for the batch, the same for each of its callers
  public V call(K key) {
    var call = new Call<K, V>(key, Thread.currentThread());
    if (!waiting.offer(call)) {
      throw new Overloaded();
    }
    // A leader works for others too, so an interrupt is kept until the end.
    boolean interrupted = Thread.interrupted();
    while (!call.done) {
      // Asked again after leading: the queue's lock may have used up the wake-up that came
      // meanwhile.
      if (!lead() && !call.done) {
        LockSupport.park(this);
        // Leaving early would not take the key out of a batch, so the interrupt waits for the end.
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return call.result();
  }

  // False if there was no place or nothing to do: the caller's key is then in the batch of another,
  // who wakes it. It must sleep and not ask again, or a few callers keep every carrier of virtual
  // threads busy while those who lead wait for one.
  private boolean lead() {
    if (!begin()) {
      return false;
    }
    List<Call<K, V>> batch = new ArrayList<>();
    try {
      gather();
      waiting.drainTo(batch, largest);
      if (!batch.isEmpty()) {
        workOn(batch);
      }
    } finally {
      underWay.decrementAndGet();
      wakeNext();
    }
    return !batch.isEmpty();
  }

  private boolean begin() {
    for (int now = underWay.get(); mayBegin(now); now = underWay.get()) {
      if (underWay.compareAndSet(now, now + 1)) {
        return true;
      }
    }
    return false;
  }

  private boolean mayBegin(int others) {
    return others == 0 || others < leaders && waiting.size() >= alongside;
  }

  // Whoever is about to call and only waits for a processor comes along, as long as more come. On a
  // server that has nothing else to do this goes on at once.
  private void gather() {
    int gathered = 0;
    for (int now = waiting.size(); now > gathered && now < largest; now = waiting.size()) {
      gathered = now;
      Thread.yield();
    }
  }

  // Whoever fails to get a place parks only after it stood in the queue; whoever gives a place back
  // looks at the queue after that. So either of the two sees the other, and nobody sleeps on.
  private void wakeNext() {
    Call<K, V> next = waiting.peek();
    if (next != null) {
      LockSupport.unpark(next.caller);
    }
  }

  private void workOn(List<Call<K, V>> batch) {
    List<V> results = List.of();
    RuntimeException failure = null;
    try {
      results = work.apply(batch.stream().map(call -> call.key).toList());
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      if (failure == null && results.size() != batch.size()) {
        failure =
            new IllegalStateException(
                "results of a batch: " + results.size() + " (expected: " + batch.size() + ")");
      }
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).end(failure == null ? results.get(i) : null, failure);
      }
    }
  }

  /// The queue was full.
  public static final class Overloaded extends RuntimeException {

    private Overloaded() {
      super("too many calls are waiting");
    }
  }

  private static final class Call<K, V> {

    private final K key;
    private final Thread caller;
    private @Nullable V value;
    private @Nullable RuntimeException failure;
    private volatile boolean done;

    private Call(K key, Thread caller) {
      this.key = key;
      this.caller = caller;
    }

    private void end(@Nullable V value, @Nullable RuntimeException failure) {
      this.value = value;
      this.failure = failure;
      this.done = true;
      LockSupport.unpark(caller);
    }

    private V result() {
      if (failure != null) {
        throw failure;
      }
      return java.util.Objects.requireNonNull(value, "result of a batch");
    }
  }
}
