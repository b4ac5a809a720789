package surety.server.connect;

import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import surety.envelope.SecretBytes;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/// The secret form fields of a connection as one sealed credential, and back.
final class Secrets {

  private static final JsonMapper JSON = new JsonMapper();

  private Secrets() {}

  static SecretBytes packed(Map<String, String> fields) {
    return SecretBytes.taking(JSON.writeValueAsBytes(fields));
  }

  /// Hands the fields of an opened credential to the function, and wipes them when it returns or
  /// throws. None of them becomes a text.
  static <T> T unpacked(byte[] packed, Function<Map<String, SecretBytes>, T> work) {
    return wiped(fields(packed), work);
  }

  /// The same with what a member has entered.
  static <T> T entered(Map<String, String> form, Function<Map<String, SecretBytes>, T> work) {
    Map<String, SecretBytes> fields = new HashMap<>();
    form.forEach((name, text) -> fields.put(name, SecretBytes.ofText(text)));
    return wiped(fields, work);
  }

  private static <T> T wiped(
      Map<String, SecretBytes> fields, Function<Map<String, SecretBytes>, T> work) {
    try {
      return work.apply(fields);
    } finally {
      fields.values().forEach(SecretBytes::close);
    }
  }

  private static Map<String, SecretBytes> fields(byte[] packed) {
    Map<String, SecretBytes> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(packed)) {
      json.nextToken();
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        if (json.nextToken() == JsonToken.VALUE_STRING) {
          fields.put(name, value(json));
        }
      }
    }
    return fields;
  }

  // The parser keeps its characters for the next text: they are wiped as well.
  private static SecretBytes value(JsonParser json) {
    char[] characters = json.getStringCharacters();
    int from = json.getStringOffset();
    int to = from + json.getStringLength();
    SecretBytes value = SecretBytes.ofText(CharBuffer.wrap(characters, from, to - from));
    Arrays.fill(characters, from, to, '\0');
    return value;
  }
}
