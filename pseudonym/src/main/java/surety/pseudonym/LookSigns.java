package surety.pseudonym;

/// The characters at which an encoding may begin, as bits.
final class LookSigns {
  static final int ESCAPE = 1;
  static final int PERCENT = 1 << 1;
  static final int ENTITY = 1 << 2;
  static final int QUOTED = 1 << 3;
  static final int TAG = 1 << 4;

  /// Length from which a run of base64 characters is decoded.
  static final int RUN = 16;

  private static final int[] SIGNS = new int[128];
  private static final boolean[] IN_RUN = new boolean[128];

  static {
    SIGNS['\\'] = ESCAPE;
    SIGNS['%'] = PERCENT;
    SIGNS['&'] = ENTITY;
    SIGNS['='] = QUOTED;
    SIGNS['<'] = TAG;
    for (char sign : "+/-_".toCharArray()) {
      IN_RUN[sign] = true;
    }
    for (char letter = '0'; letter <= 'z'; letter++) {
      IN_RUN[letter] |= isLetter((byte) letter);
    }
  }

  private LookSigns() {}

  static int of(byte sign) {
    return sign < 0 ? 0 : SIGNS[sign];
  }

  static boolean isInRun(byte sign) {
    return sign >= 0 && IN_RUN[sign];
  }

  /// Whether a byte of a [LookText] is a letter or a digit.
  static boolean isLetter(byte sign) {
    int small = sign | ' ';
    return sign < 0 || (small >= 'a' && small <= 'z') || (sign >= '0' && sign <= '9');
  }
}
