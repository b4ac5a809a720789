package surety.translog;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// A small generator of test cases. A failing case names its seed, and the same seed gives the same
/// case.
final class Cases {
  private final Random random;

  private Cases(long seed) {
    this.random = new Random(seed);
  }

  static void forAll(int count, Consumer<Cases> check) {
    for (long seed = 1; seed <= count; seed++) {
      try {
        check.accept(new Cases(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("case with seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /// From 1 to the bound, of every order of magnitude as often.
  long upTo(long bound) {
    long most = bound >>> random.nextInt(Long.SIZE - Long.numberOfLeadingZeros(bound));
    return 1 + random.nextLong(most);
  }

  boolean coin() {
    return random.nextBoolean();
  }

  byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  <T> T pick(List<T> from) {
    return from.get(below(from.size()));
  }

  /// These bytes with one of them changed.
  byte[] altered(byte[] bytes) {
    byte[] altered = bytes.clone();
    altered[below(bytes.length)] ^= (byte) (1 + below(255));
    return altered;
  }

  /// As many leaf hashes.
  List<Hash> leaves(int count) {
    List<Hash> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(Hash.ofLeaf(bytes(8)));
    }
    return leaves;
  }
}
