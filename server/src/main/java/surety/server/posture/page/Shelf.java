package surety.server.posture.page;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import surety.evidence.Ledger;
import surety.evidence.LedgerEntry;

/// The ledger as the pages last read it, so that reading evidence costs no query.
final class Shelf {

  private final Supplier<Ledger> source;
  private volatile @Nullable Ledger held;

  /// @param source reads the ledger as it is now
  Shelf(Supplier<Ledger> source) {
    this.source = source;
  }

  /// The ledger as it is now, which is then held.
  Ledger refreshed() {
    Ledger now = source.get();
    held = now;
    return now;
  }

  /// The entry of this number. Only for one that is newer than what is held, the ledger is read.
  Optional<LedgerEntry> entry(long seq) {
    Ledger known = held;
    if (known != null && seq <= known.head().size()) {
      return known.entry(seq);
    }
    return refreshed().entry(seq);
  }
}
