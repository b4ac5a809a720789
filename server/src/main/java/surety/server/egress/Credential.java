package surety.server.egress;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hc.core5.http.HttpMessage;
import surety.envelope.SecretBytes;

/// What proves who calls, bound to one origin: a call to any other origin is refused before it
/// starts. It stands in headers or, at vendors that want it there, in the body of a read.
///
/// The values leave this object only into a request: each is made for it and wiped when it was
/// written. There is no reader, and the text form is empty.
public final class Credential {

  private final Origin origin;
  private final Map<String, Supplier<SecretBytes>> headers;
  private final Map<String, Supplier<SecretBytes>> fields;

  private Credential(
      Origin origin,
      Map<String, Supplier<SecretBytes>> headers,
      Map<String, Supplier<SecretBytes>> fields) {
    this.origin = origin;
    this.headers = Map.copyOf(headers);
    this.fields = Map.copyOf(fields);
  }

  /// A credential in headers for one origin.
  ///
  /// @throws IllegalArgumentException if a header may not be set, or its value is not visible
  ///     ASCII. The message holds neither.
  public static Credential boundTo(Origin origin, Map<String, String> headers) {
    Map<String, Supplier<SecretBytes>> made = new HashMap<>();
    headers.forEach((name, value) -> made.put(name, () -> SecretBytes.ofText(value)));
    return boundTo(origin, made, Map.of());
  }

  /// A credential for one origin. Each value is asked for whenever it is written, and wiped then.
  ///
  /// @param headers sent with every call
  /// @param fields of the body of each call that has one
  /// @throws IllegalArgumentException if a header or a field may not be set, or a value cannot be
  ///     written as it is. The message holds neither.
  public static Credential boundTo(
      Origin origin,
      Map<String, Supplier<SecretBytes>> headers,
      Map<String, Supplier<SecretBytes>> fields) {
    headers.forEach(Credential::checkHeader);
    fields.forEach(Credential::checkField);
    return new Credential(origin, headers, fields);
  }

  private static void checkHeader(String name, Supplier<SecretBytes> made) {
    if (ForbiddenNames.isForbiddenHeader(name) || !isPlain(made, "")) {
      throw new IllegalArgumentException("a header of the credential cannot be sent");
    }
  }

  private static void checkField(String name, Supplier<SecretBytes> made) {
    if (!ReadPost.isCredential(name) || !isPlain(made, "\"\\")) {
      throw new IllegalArgumentException("a field of the credential cannot be sent");
    }
  }

  private static boolean isPlain(Supplier<SecretBytes> made, String without) {
    try (SecretBytes value = made.get()) {
      return value.expose(bytes -> isPlain(bytes, without));
    }
  }

  private static boolean isPlain(byte[] bytes, String without) {
    for (byte each : bytes) {
      if (each < 0x20 || each == 0x7f || without.indexOf(each) >= 0) {
        return false;
      }
    }
    return bytes.length > 0;
  }

  boolean isBoundTo(Origin other) {
    return origin.equals(other);
  }

  /// Writes the headers. A header has no other form than text.
  void write(HttpMessage request) {
    headers.forEach(
        (name, made) -> {
          try (SecretBytes value = made.get()) {
            value.exposeText(
                text -> {
                  request.setHeader(name, text);
                  return true;
                });
          }
        });
  }

  Map<String, Supplier<SecretBytes>> fields() {
    return fields;
  }

  @Override
  public String toString() {
    return "Credential[...]";
  }
}
