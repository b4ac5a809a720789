package surety.envelope;

import java.io.Serializable;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Names a root key: eight bytes derived from the key itself, as 16 lower-case hexadecimal digits.
///
/// Because the id follows from the bytes, a different key can never pass for the one that sealed a
/// value, and the id may be stored and shown: it tells nothing about the key.
///
/// @param hex 16 digits
public record RootKeyId(String hex) implements Serializable {
  static final int BYTES = 8;
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}");

  /// @throws IllegalArgumentException unless the text is 16 lower-case hexadecimal digits
  public RootKeyId {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException("a root key id is 16 lower-case hexadecimal digits");
    }
  }

  static RootKeyId of(byte[] bytes) {
    return new RootKeyId(HexFormat.of().formatHex(bytes));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
