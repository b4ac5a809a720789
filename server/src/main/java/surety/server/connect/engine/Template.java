package surety.server.connect.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import surety.envelope.SecretBytes;

/// The value of a header, or of a field of a body, with form fields in braces, such as
/// `Bearer {token}`.
///
/// @param basic whether the filled text is a user and a password that are sent as RFC 7617 says
record Template(String text, boolean basic) {

  private static final Pattern FIELD = Pattern.compile("\\{([a-z_]+)}");

  static Template plain(String text) {
    return new Template(text, false);
  }

  static Template basic(String user, String password) {
    return new Template(user + ":" + password, true);
  }

  Set<String> fields() {
    Set<String> fields = new TreeSet<>();
    FIELD.matcher(text).results().forEach(match -> fields.add(match.group(1)));
    return fields;
  }

  /// The text with each field's value in its place. No part of it is a `String` on the way.
  ///
  /// @throws IllegalArgumentException if a field has no value
  SecretBytes with(Map<String, SecretBytes> values) {
    Bytes filled = new Bytes();
    int end = 0;
    for (MatchResult place : FIELD.matcher(text).results().toList()) {
      filled.add(text.substring(end, place.start()).getBytes(StandardCharsets.UTF_8));
      SecretBytes value = values.get(place.group(1));
      if (value == null) {
        throw new IllegalArgumentException("field missing: " + place.group(1));
      }
      value.expose(
          bytes -> {
            filled.add(bytes);
            return true;
          });
      end = place.end();
    }
    filled.add(text.substring(end).getBytes(StandardCharsets.UTF_8));
    return basic ? basic(filled) : SecretBytes.taking(filled.bytes);
  }

  private static SecretBytes basic(Bytes pair) {
    Bytes header = new Bytes();
    header.add("Basic ".getBytes(StandardCharsets.US_ASCII));
    byte[] encoded = Base64.getEncoder().encode(pair.bytes);
    header.add(encoded);
    Arrays.fill(encoded, (byte) 0);
    Arrays.fill(pair.bytes, (byte) 0);
    return SecretBytes.taking(header.bytes);
  }

  // Leaves no copy behind when it grows.
  private static final class Bytes {
    private byte[] bytes = new byte[0];

    void add(byte[] more) {
      byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
      System.arraycopy(more, 0, longer, bytes.length, more.length);
      Arrays.fill(bytes, (byte) 0);
      bytes = longer;
    }
  }
}
