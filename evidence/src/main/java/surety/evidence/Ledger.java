package surety.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import surety.translog.MerkleLog;

/// A sequence of entries that was checked from the first to the last: each is signed with the key
/// that was in force, bears the next number and the digest of the one before, and is dated no
/// sooner. Immutable.
public final class Ledger {
  private final List<LedgerEntry> entries;
  private final VerifyingKey key;
  private final Optional<Envelopes> elsewhere;

  private Ledger(List<LedgerEntry> entries, VerifyingKey key, Optional<Envelopes> elsewhere) {
    this.entries = entries;
    this.key = key;
    this.elsewhere = elsewhere;
  }

  /// A ledger without entries.
  ///
  /// @param first the key with which it begins
  public static Ledger empty(VerifyingKey first) {
    return new Ledger(List.of(), first, Optional.empty());
  }

  /// A ledger without entries that keeps no envelopes of those that come: two thirds less memory.
  ///
  /// @param first the key with which it begins
  /// @param envelopes where they are kept; asked when one is wanted
  public static Ledger empty(VerifyingKey first, Envelopes envelopes) {
    return new Ledger(List.of(), first, Optional.of(envelopes));
  }

  /// Reads and checks a whole ledger. Signatures are checked by all processors.
  ///
  /// @param envelopes from the first entry to the last
  /// @param first the key with which it begins
  /// @throws LedgerBroken naming every defect
  public static Ledger verified(List<byte[]> envelopes, VerifyingKey first) {
    LedgerCheck check = new LedgerCheck(LedgerHead.EMPTY, first);
    List<LedgerEntry> entries = check.read(envelopes);
    return new Ledger(entries, check.key(), Optional.empty());
  }

  /// The same ledger with one more entry, which is checked.
  ///
  /// @throws LedgerBroken if it does not belong there
  public Ledger with(LedgerEntry next) {
    LedgerCheck check = new LedgerCheck(head(), key);
    if (next.entry() instanceof Claim) {
      all(Claim.class).forEach(check::know);
    }
    check.require(next);
    List<LedgerEntry> more = new ArrayList<>(entries.size() + 1);
    more.addAll(entries);
    more.add(kept(next));
    return new Ledger(List.copyOf(more), check.key(), elsewhere);
  }

  /// The same ledger with more entries, which are read and checked.
  ///
  /// @param envelopes from the entry behind the last one on
  /// @throws LedgerBroken naming every defect
  public Ledger withAll(List<byte[]> envelopes) {
    LedgerCheck check = new LedgerCheck(head(), key);
    all(Claim.class).forEach(check::know);
    List<LedgerEntry> more = new ArrayList<>(entries);
    check.read(envelopes).forEach(entry -> more.add(kept(entry)));
    return new Ledger(List.copyOf(more), check.key(), elsewhere);
  }

  private LedgerEntry kept(LedgerEntry entry) {
    return elsewhere.map(entry::keptIn).orElse(entry);
  }

  /// All entries, from the first.
  public List<LedgerEntry> entries() {
    return entries;
  }

  /// Where the next entry goes.
  public LedgerHead head() {
    return entries.isEmpty() ? LedgerHead.EMPTY : entries.getLast().head();
  }

  /// The key that signs the next entry, and the checkpoint.
  public VerifyingKey key() {
    return key;
  }

  /// The keys that signed its entries, from the first, and the one in force.
  public List<VerifyingKey> keys(VerifyingKey first) {
    Stream<VerifyingKey> later = all(KeyRotation.class).map(KeyRotation::next);
    return Stream.concat(Stream.of(first), later).toList();
  }

  /// The entry of this number.
  public Optional<LedgerEntry> entry(long seq) {
    return seq < 1 || seq > entries.size()
        ? Optional.empty()
        : Optional.of(entries.get(Math.toIntExact(seq - 1)));
  }

  /// What entries of one kind say, from the first.
  public <E extends Entry> Stream<E> all(Class<E> kind) {
    return entries.stream().map(LedgerEntry::entry).filter(kind::isInstance).map(kind::cast);
  }

  /// The ids of all claims that were ever made, in the order in which they were first made.
  public List<String> claims() {
    return all(Claim.class).map(Claim::id).distinct().toList();
  }

  /// A new Merkle log of its entries.
  public MerkleLog merkleLog() {
    MerkleLog log = new MerkleLog();
    entries.forEach(entry -> log.appendHash(entry.leaf()));
    return log;
  }

  /// The ledger as it was before the entry of this number.
  Ledger before(long seq) {
    return new Ledger(entries.subList(0, Math.toIntExact(seq - 1)), key, elsewhere);
  }
}
