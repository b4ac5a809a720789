package surety.evidence;

import java.util.Locale;

/// Reads the written form of a constant: lower case, with hyphens.
final class Words {
  private Words() {}

  static <E extends Enum<E>> E read(Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (write(constant).equals(text)) {
        return constant;
      }
    }
    throw new JsonInvalid("not a " + type.getSimpleName());
  }

  static String write(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
