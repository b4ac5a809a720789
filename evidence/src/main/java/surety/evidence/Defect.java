package surety.evidence;

/// Something that is wrong with a ledger.
///
/// @param seq of the entry; 0 for the ledger as a whole
/// @param what in words
public record Defect(long seq, String what) {
  @Override
  public String toString() {
    return seq == 0 ? what : "entry " + seq + ": " + what;
  }
}
