package surety.server.posture.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import surety.evidence.KeyRotation;
import surety.evidence.Ledger;
import surety.evidence.LedgerEntry;
import surety.evidence.VerifyingKey;

/// The keys that signed a ledger.
final class KeyHistory {

  private KeyHistory() {}

  /// Newest first.
  static List<KeyView> of(Ledger ledger, VerifyingKey first) {
    List<KeyView> keys = new ArrayList<>();
    VerifyingKey key = first;
    Instant since =
        ledger.entries().isEmpty() ? Instant.EPOCH : ledger.entries().getFirst().recordedAt();
    Optional<Long> handover = Optional.empty();
    for (LedgerEntry entry : ledger.entries()) {
      if (entry.entry() instanceof KeyRotation rotation) {
        keys.addFirst(view(key, since, Optional.of(entry.recordedAt()), handover));
        key = rotation.next();
        since = entry.recordedAt();
        handover = Optional.of(entry.seq());
      }
    }
    keys.addFirst(view(key, since, Optional.empty(), handover));
    return keys;
  }

  private static KeyView view(
      VerifyingKey key, Instant since, Optional<Instant> until, Optional<Long> handover) {
    return new KeyView(key.id(), key.id(), key.pem(), since, until, handover);
  }
}
