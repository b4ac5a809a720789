package surety.server.posture.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what visitors ask for, one after the other, and runs the attacks with their text in the
/// result. Only one attack runs at a time, a visitor gets seven seconds of them, and while others
/// wait there is a rest before the next, twice as long as one took: the server is there for its
/// members.
final class ProveDesk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProveDesk.class);
  private static final Pattern NONCE = Pattern.compile("[!-~]{16,64}");
  // An attack that begins within it may take some seconds more.
  private static final Duration BUDGET = Duration.ofSeconds(7);
  private static final int REST = 2;
  private static final int LONGEST_QUEUE = 20;

  private final VisitorAttacks attacks;
  private final Limiter limiter;
  private final Clock clock;
  private final SecureRandom random;
  private final BlockingQueue<Ticket> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
  private final Cache<String, Ticket> tickets =
      Caffeine.newBuilder().maximumSize(500).expireAfterWrite(Duration.ofMinutes(30)).build();
  private Duration lastTook = Duration.ZERO; // of its own thread alone
  private final Thread thread = Thread.ofVirtual().name("prove-now").unstarted(this::work);

  ProveDesk(VisitorAttacks attacks, Limiter limiter, Clock clock, SecureRandom random) {
    this.attacks = attacks;
    this.limiter = limiter;
    this.clock = clock;
    this.random = random;
  }

  void start() {
    thread.start();
  }

  /// Takes a wish.
  ///
  /// @param address who asks, for the limit
  /// @param claim a claim's id, or an empty text for all that is quick
  Asked ask(String address, String nonce, String claim) {
    if (!NONCE.matcher(nonce).matches()) {
      return new Asked.Unfit();
    }
    List<String> probes = claim.isEmpty() ? attacks.all() : attacks.of(claim);
    if (probes.isEmpty()) {
      return new Asked.Unfit();
    }
    Optional<Duration> wait = limiter.waitFor(address);
    return wait.<Asked>map(Asked.TooMany::new).orElseGet(() -> queued(nonce, probes));
  }

  private Asked queued(String nonce, List<String> probes) {
    byte[] id = new byte[16];
    random.nextBytes(id);
    Ticket ticket = new Ticket(HexFormat.of().formatHex(id), nonce, probes, clock.instant());
    if (!queue.offer(ticket)) {
      return new Asked.TooMany(Duration.ofSeconds(30));
    }
    tickets.put(ticket.id(), ticket);
    return new Asked.Taken(ticket.id());
  }

  /// How a wish stands; empty for one that is unknown or forgotten.
  Optional<Ticket.Progress> progress(String id) {
    return Optional.ofNullable(tickets.getIfPresent(id)).map(it -> it.progress(ahead(it)));
  }

  private int ahead(Ticket ticket) {
    int ahead = 0;
    for (Ticket waiting : queue) {
      if (waiting == ticket) {
        return ahead + 1;
      }
      ahead++;
    }
    return 0;
  }

  private void work() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        serve(queue.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(Ticket ticket) throws InterruptedException {
    ticket.enter(Ticket.Phase.RUNNING);
    Duration worked = Duration.ZERO;
    for (String probe : ticket.probes()) {
      if (worked.compareTo(BUDGET) > 0) {
        ticket.enter(Ticket.Phase.OUT_OF_TIME);
        return;
      }
      rest();
      long begun = System.nanoTime();
      attack(ticket, probe);
      lastTook = Duration.ofNanos(System.nanoTime() - begun);
      worked = worked.plus(lastTook);
    }
    ticket.enter(Ticket.Phase.DONE);
  }

  // Two thirds of the time under a crowd belong to the members alone.
  private void rest() throws InterruptedException {
    if (!queue.isEmpty()) {
      Thread.sleep(lastTook.multipliedBy(REST));
    }
  }

  // What cannot be written to the ledger is not shown either; it is then among those that did not
  // run.
  private void attack(Ticket ticket, String probe) {
    try {
      ticket.add(attacks.run(probe, ticket.nonce()));
    } catch (RuntimeException e) {
      LOG.error("an attack that a visitor asked for left no evidence", e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  /// What came of asking.
  sealed interface Asked {

    /// It is in the queue.
    record Taken(String ticket) implements Asked {}

    /// The text or the claim cannot be taken.
    record Unfit() implements Asked {}

    /// Come back after this time.
    record TooMany(Duration pause) implements Asked {}
  }
}
