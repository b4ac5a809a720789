package surety.envelope;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Writes fields so that no two lists of fields give the same bytes: a UUID and a tag have a fixed
/// width, everything else carries its length as an unsigned 16-bit number, big-endian.
final class Encoding {
  private static final int MAX_FIELD_BYTES = 0xFFFF;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(192);

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
    out.write(field.length >>> 8);
    out.write(field.length);
    return fixed(field);
  }

  Encoding uuid(UUID id) {
    return fixed(
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array());
  }

  Encoding tag(int value) {
    out.write(value);
    return this;
  }

  /// Appends bytes whose number the format fixes.
  Encoding fixed(byte[] field) {
    out.writeBytes(field);
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
