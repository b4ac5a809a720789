package surety.evidence;

/// Where the envelopes of a ledger are kept, for one that does not keep them in memory.
@FunctionalInterface
public interface Envelopes {

  /// The bytes that are stored under a number. They need not be trusted: an entry refuses bytes
  /// with another digest than those that were checked.
  ///
  /// @param seq of an entry that was checked
  byte[] of(long seq);
}
