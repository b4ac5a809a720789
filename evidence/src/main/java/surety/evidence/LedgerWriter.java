package surety.evidence;

import java.time.Instant;
import surety.evidence.LedgerEntry.LedgerPlace;

/// Makes the next entry of a ledger. It keeps nothing: whoever stores the entry, under the entry's
/// number and no other, takes its head along. May be used by several threads.
public final class LedgerWriter {
  private final SigningKey key;

  /// @param key that is in force at the head
  public LedgerWriter(SigningKey key) {
    this.key = key;
  }

  /// Signs an entry for the place behind `head`.
  ///
  /// @param now the clock; if it went back, the entry is dated as the one before
  public LedgerEntry next(LedgerHead head, Entry entry, Instant now) {
    Instant recordedAt = now.isBefore(head.recordedAt()) ? head.recordedAt() : now;
    LedgerPlace place = new LedgerPlace(head.size() + 1, head.digest(), recordedAt);
    JsonObject predicate = entry.predicate().with("ledger", place.json());
    Dsse envelope = Statement.named(entry.name(), entry.subjects(), predicate).sign(key);
    return new LedgerEntry(place, entry, envelope.keyId(), envelope.encoded());
  }
}
