package surety.server.posture.view;

import java.time.Instant;

/// Where the snapshot is read.
@FunctionalInterface
public interface SnapshotSource {

  /// What is true at a moment, by the ledger as it is now.
  Snapshot at(Instant now);
}
