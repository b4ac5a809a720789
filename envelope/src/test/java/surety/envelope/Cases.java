package surety.envelope;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;

/// A small generator of test cases. A failing case names its seed, and the same seed gives the same
/// case.
final class Cases {
  private static final SecureRandom SECURE = new SecureRandom();
  private static final String NAME_LETTERS = "abcdefghijklmnopqrstuvwxyz";

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

  byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  SecretBytes secret() {
    return SecretBytes.taking(bytes(below(5) == 0 ? 0 : below(600)));
  }

  UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  String name() {
    StringBuilder name = new StringBuilder();
    for (int i = below(12); i >= 0; i--) {
      name.append(NAME_LETTERS.charAt(below(NAME_LETTERS.length())));
    }
    return name.toString();
  }

  SealContext context() {
    SealContext context = new SealContext(id(), name() + "." + name(), id(), name(), name());
    return random.nextBoolean() ? context : context.boundTo(name() + ".example");
  }

  RootKey rootKey() {
    return RootKey.of(bytes(RootKey.BYTES));
  }

  WorkspaceKeySalt salt() {
    return WorkspaceKeySalt.of(bytes(WorkspaceKeySalt.BYTES));
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static Envelope envelope(KeyRing keys) {
    return new Envelope(keys, SECURE);
  }
}
