package surety.translog;

import surety.translog.LogVerdict.Defect;

/// Ends a verification.
final class DefectFound extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Defect defect;

  DefectFound(Defect defect) {
    super(defect.message(), null, false, false);
    this.defect = defect;
  }

  Defect defect() {
    return defect;
  }
}
