package surety.server.posture.record;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import surety.evidence.Bundle;
import surety.evidence.Entry;
import surety.evidence.KeyRotation;
import surety.evidence.Ledger;
import surety.evidence.LedgerEntry;
import surety.evidence.LedgerWriter;
import surety.evidence.SigningKey;
import surety.evidence.VerifyingKey;
import surety.translog.Checkpoint;

/// The ledger of this service: verified from its first entry, signed, one for all servers on a
/// database.
///
/// Entries come in through [#append] alone. There is no way to change or remove one, and none to
/// set a state: states follow from the entries.
@Component
public class EvidenceLedger {

  // Read at a time: what is checked at start has not to be in memory as a whole.
  private static final int PAGE = 1_000;

  private final LedgerRows rows;
  private final SigningKeys keys;
  private final Clock clock;
  private volatile Ledger known;

  EvidenceLedger(LedgerRows rows, SigningKeys keys, Clock clock) {
    this.rows = rows;
    this.keys = keys;
    this.clock = clock;
    this.known = Ledger.empty(keys.first(), new StoredEnvelopes(rows::after));
  }

  /// The ledger as it is now, with what other servers appended. The first call checks every
  /// signature; later ones check what is new.
  ///
  /// @throws surety.evidence.LedgerBroken if what is stored was tampered with
  public Ledger current() {
    advance(extended(known, seq -> rows.after(seq, PAGE)));
    return known;
  }

  /// The key with which the ledger begins. Later keys are named by entries that it signed.
  public VerifyingKey firstKey() {
    return keys.first();
  }

  /// Signs and appends an entry.
  ///
  /// @throws surety.evidence.LedgerBroken if what is stored was tampered with; nothing is appended
  public LedgerEntry append(Entry entry) {
    return appendAll(_ -> List.of(entry)).getFirst();
  }

  /// Signs and appends entries that are decided on the newest ledger, while nobody else appends.
  ///
  /// @return what was appended, in order
  /// @throws surety.evidence.LedgerBroken if what is stored was tampered with; nothing is appended
  public List<LedgerEntry> appendAll(Function<Ledger, List<? extends Entry>> decide) {
    Appended appended =
        rows.locked(
            client -> {
              Ledger ledger = caughtUp(client);
              return appended(client, ledger, decide.apply(ledger));
            });
    // Only now: a transaction that was rolled back appended nothing.
    advance(appended.ledger());
    return appended.entries();
  }

  /// Makes a new signing key. The former one signs the entry that names it.
  ///
  /// @param reason published
  public VerifyingKey rotateKey(String reason) {
    VerifyingKey[] next = new VerifyingKey[1];
    Appended appended =
        rows.locked(
            client -> {
              Ledger ledger = caughtUp(client);
              next[0] = keys.add(client).verifyingKey();
              return appended(client, ledger, List.of(new KeyRotation(next[0], reason)));
            });
    advance(appended.ledger());
    return next[0];
  }

  /// The signed size and root of the ledger.
  ///
  /// @param origin names the log
  /// @return a C2SP signed note
  public String checkpoint(Ledger ledger, String origin) {
    SigningKey key = rows.asServer(client -> keys.of(client, ledger.key()));
    return key.sign(Checkpoint.of(origin, ledger.merkleLog())).encoded();
  }

  /// The whole ledger in one file that a stranger verifies offline, as of now.
  ///
  /// @param origin names the log
  public Bundle bundle(Ledger ledger, String origin) {
    SigningKey key = rows.asServer(client -> keys.of(client, ledger.key()));
    return Bundle.of(ledger, keys.first(), key, origin, clock.instant());
  }

  private record Appended(Ledger ledger, List<LedgerEntry> entries) {}

  private Appended appended(JdbcClient client, Ledger from, List<? extends Entry> news) {
    List<LedgerEntry> entries = new ArrayList<>();
    if (news.isEmpty()) {
      return new Appended(from, entries);
    }
    var writer = new LedgerWriter(keys.of(client, from.key()));
    Ledger ledger = from;
    for (Entry entry : news) {
      LedgerEntry next = writer.next(ledger.head(), entry, clock.instant());
      LedgerRows.append(client, next.seq(), next.envelope());
      ledger = ledger.with(next);
      entries.add(next);
    }
    return new Appended(ledger, entries);
  }

  private Ledger caughtUp(JdbcClient client) {
    return extended(known, seq -> LedgerRows.after(client, seq, PAGE));
  }

  private static Ledger extended(Ledger from, LongFunction<List<byte[]>> after) {
    Ledger ledger = from;
    List<byte[]> news = after.apply(ledger.head().size());
    while (!news.isEmpty()) {
      ledger = ledger.withAll(news);
      news = news.size() < PAGE ? List.of() : after.apply(ledger.head().size());
    }
    return ledger;
  }

  private synchronized void advance(Ledger ledger) {
    if (ledger.head().size() > known.head().size()) {
      known = ledger;
    }
  }
}
