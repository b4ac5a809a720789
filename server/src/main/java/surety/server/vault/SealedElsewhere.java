package surety.server.vault;

import java.time.Instant;
import java.util.List;

/// Values that another module keeps sealed under the root key in tables of its own. The vault finds
/// those who implement it, and has them move when the root key changes.
public interface SealedElsewhere {

  /// What the values are, for an operator: `key that signs evidence`.
  String what();

  /// Moves what is under another root key than the current one.
  ///
  /// @return how many were moved
  int rewrap();

  /// When each value was made.
  List<Instant> made();
}
