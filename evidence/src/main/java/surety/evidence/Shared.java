package surety.evidence;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Lets equal values be one object: a ledger names the same probes, faults and digests tens of
/// thousands of times. It keeps a bounded number of values, the newest of each slot; what it
/// forgets costs memory and nothing else. May be used by several threads.
final class Shared<T> {
  private static final int SLOTS = 1 << 13;

  private final AtomicReferenceArray<@Nullable T> held = new AtomicReferenceArray<>(SLOTS);

  /// A value that is equal to this one.
  T one(T value) {
    int hash = value.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    T known = held.get(slot);
    if (value.equals(known)) {
      return known;
    }
    held.set(slot, value);
    return value;
  }
}
