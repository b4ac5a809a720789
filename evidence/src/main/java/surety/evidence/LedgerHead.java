package surety.evidence;

import java.time.Instant;
import surety.translog.Hash;

/// The end of a ledger, to which the next entry is chained.
///
/// @param size number of entries
/// @param digest of the last entry's envelope; all zero if there is none
/// @param recordedAt of the last entry
public record LedgerHead(long size, Hash digest, Instant recordedAt) {

  /// The head of a ledger without entries.
  public static final LedgerHead EMPTY =
      new LedgerHead(0, Hash.fromBytes(new byte[Hash.BYTES]), Instant.EPOCH);
}
