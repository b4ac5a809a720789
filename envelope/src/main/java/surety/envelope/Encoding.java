package surety.envelope;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/// Writes fields so that no two lists of fields give the same bytes: a UUID and a tag have a fixed
/// width, everything else carries its length as an unsigned 16-bit number, big-endian.
final class Encoding {
  private static final int MAX_FIELD_BYTES = 0xFFFF;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] out = new byte[192];
  private int length;

  /// Starts with a label that says what the bytes are for.
  static Encoding labelled(String label) {
    return new Encoding().text(label);
  }

  Encoding text(String field) {
    return bytes(field.getBytes(StandardCharsets.UTF_8));
  }

  Encoding bytes(byte[] field) {
    if (field.length > MAX_FIELD_BYTES) {
      throw new IllegalArgumentException(
          "field length: " + field.length + " (at most: " + MAX_FIELD_BYTES + ")");
    }
    return tag(field.length >>> 8).tag(field.length).fixed(field);
  }

  Encoding uuid(UUID id) {
    reserve(16);
    LONGS.set(out, length, id.getMostSignificantBits());
    LONGS.set(out, length + 8, id.getLeastSignificantBits());
    length += 16;
    return this;
  }

  Encoding tag(int value) {
    reserve(1);
    out[length++] = (byte) value;
    return this;
  }

  /// Appends bytes whose number the format fixes.
  Encoding fixed(byte[] field) {
    reserve(field.length);
    System.arraycopy(field, 0, out, length, field.length);
    length += field.length;
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(out, length);
  }

  private void reserve(int more) {
    if (length + more > out.length) {
      out = Arrays.copyOf(out, Math.max(2 * out.length, length + more));
    }
  }
}
