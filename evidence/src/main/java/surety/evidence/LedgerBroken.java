package surety.evidence;

import java.util.List;
import java.util.stream.Collectors;

/// A ledger is not what its writer signed: an entry is missing, changed, out of order or signed
/// with another key.
public final class LedgerBroken extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int SHOWN = 5;

  private final transient List<Defect> defects;

  LedgerBroken(List<Defect> defects) {
    super(defects.stream().limit(SHOWN).map(Defect::toString).collect(Collectors.joining("; ")));
    this.defects = List.copyOf(defects);
  }

  /// All that was found.
  public List<Defect> defects() {
    return defects;
  }
}
