package surety.pseudonym;

/// The letters of forms without what is between their words, in grams of eight; of a shorter form
/// all of them. Where a text is cut inside a form, one of these goes over the cut.
final class FormCrossings {
  static final int GRAM = Long.BYTES;

  /// Length in bytes from which a form is found over two strings.
  static final int LEAST_FORM = 5;

  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /// Names of a firm share most of their grams.
  private static final int REPETITION = 8;

  private final HashFilter grams;
  private final HashFilter whole;
  private byte[] letters = new byte[Entity.MAX_NAME_LENGTH + Long.BYTES];

  FormCrossings(FormTable table) {
    long most = 0;
    for (int form = 0; form < table.count; form++) {
      most += Math.max(0, table.length[form] - GRAM + 1);
    }
    grams = new HashFilter((int) Math.min(most / REPETITION, Integer.MAX_VALUE));
    whole = new HashFilter(table.count / REPETITION);
    for (int form = 0; form < table.count; form++) {
      if (table.length[form] >= LEAST_FORM) {
        add(table.pool, table.start[form], table.length[form]);
      }
    }
    letters = new byte[0];
  }

  private void add(byte[] pool, int from, int length) {
    if (letters.length < length + Long.BYTES) {
      letters = new byte[length * 2 + Long.BYTES];
    }
    int count = 0;
    for (int i = from; i < from + length; i++) {
      letters[count] = pool[i];
      count += pool[i] == ' ' ? 0 : 1;
    }
    if (count < GRAM) {
      whole.add(hash(SkeletonWords.eight(letters, 0) & mask(count)));
    }
    for (int i = 0; i + GRAM <= count; i++) {
      grams.add(hash(SkeletonWords.eight(letters, i)));
    }
  }

  /// What of eight letters the first ones are, fewer than eight.
  static long mask(int count) {
    return (1L << Byte.SIZE * count) - 1;
  }

  /// Whether eight letters may stand in a form.
  boolean mayStand(long eight) {
    return grams.mayHave(hash(eight));
  }

  /// Whether fewer than eight letters may be a form.
  boolean mayBe(long fewer) {
    return whole.mayHave(hash(fewer));
  }

  private static int hash(long letters) {
    return (int) (letters * SPREAD >>> Integer.SIZE);
  }
}
