package surety.pseudonym;

/// The characters at which an encoding may begin, as bits.
final class LookSigns {
  static final int ESCAPE = 1;
  static final int PERCENT = 1 << 1;
  static final int ENTITY = 1 << 2;
  static final int QUOTED = 1 << 3;
  static final int TAG = 1 << 4;

  /// No encoding begins here, but base64 has this character too.
  private static final int IN_RUN = Integer.MIN_VALUE;

  /// Length from which a run of base64 characters is decoded.
  static final int RUN = 16;

  private static final int[] SIGNS = new int[128];

  static {
    SIGNS['\\'] = ESCAPE;
    SIGNS['%'] = PERCENT;
    SIGNS['&'] = ENTITY;
    SIGNS['='] = QUOTED;
    SIGNS['<'] = TAG;
    for (char sign : "+/-_".toCharArray()) {
      SIGNS[sign] = IN_RUN;
    }
  }

  private LookSigns() {}

  /// The bit of the encoding that may begin with an ASCII character; negative if the character is
  /// one of a run.
  static int of(byte sign) {
    return SIGNS[sign];
  }

  /// Whether a byte of a [LookText] is a letter or a digit.
  static boolean isLetter(byte sign) {
    int small = sign | ' ';
    return sign < 0 || (small >= 'a' && small <= 'z') || (sign >= '0' && sign <= '9');
  }
}
