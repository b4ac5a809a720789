package surety.server.posture.export;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// Small things that the writers share.
final class Members {

  private Members() {}

  /// An object of JSON whose members keep this order: names and values by turns.
  static Map<String, Object> of(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  /// An id that is the same whenever the same is written, so that two exports can be compared.
  static String uuid(String... parts) {
    byte[] name = String.join("\0", parts).getBytes(StandardCharsets.UTF_8);
    UUID hash = UUID.nameUUIDFromBytes(name);
    // OSCAL takes versions 4 and 5 only. This is the layout of version 5 over another hash.
    long high = (hash.getMostSignificantBits() & ~0xf000L) | 0x5000L;
    return new UUID(high, hash.getLeastSignificantBits()).toString();
  }
}
