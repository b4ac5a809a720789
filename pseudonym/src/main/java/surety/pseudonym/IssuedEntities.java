package surety.pseudonym;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The tokens of entities in one conversation, by the entity's number. Open addressing, for it is
/// asked at every name.
final class IssuedEntities {
  private static final int SPREAD = 0x9E3779B1;
  private static final int FREE = -1;

  private int[] numbers = free(1 << 4);
  private @Nullable IssuedToken[] tokens = new IssuedToken[1 << 4];
  private int count;

  private static int[] free(int slots) {
    int[] numbers = new int[slots];
    Arrays.fill(numbers, FREE);
    return numbers;
  }

  @Nullable IssuedToken get(int number) {
    return tokens[slot(number)];
  }

  /// Files a token, in place of the one that the entity may have had.
  void put(int number, IssuedToken token) {
    if (count * 2 >= numbers.length) {
      grow();
    }
    int slot = slot(number);
    count += numbers[slot] == FREE ? 1 : 0;
    numbers[slot] = number;
    tokens[slot] = token;
  }

  private void grow() {
    int[] oldNumbers = numbers;
    @Nullable IssuedToken[] oldTokens = tokens;
    numbers = free(oldNumbers.length * 2);
    tokens = new IssuedToken[numbers.length];
    for (int i = 0; i < oldNumbers.length; i++) {
      if (oldNumbers[i] != FREE) {
        int slot = slot(oldNumbers[i]);
        numbers[slot] = oldNumbers[i];
        tokens[slot] = oldTokens[i];
      }
    }
  }

  /// Where a number is, or belongs.
  private int slot(int number) {
    int mask = numbers.length - 1;
    int slot = number * SPREAD >>> Byte.SIZE & mask;
    while (numbers[slot] != FREE && numbers[slot] != number) {
      slot = slot + 1 & mask;
    }
    return slot;
  }
}
