package surety.server.connect;

import java.util.Map;
import surety.envelope.SecretBytes;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The secret form fields of a connection as one sealed credential, and back.
final class Secrets {

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};

  private Secrets() {}

  static SecretBytes packed(Map<String, String> fields) {
    return SecretBytes.taking(JSON.writeValueAsBytes(fields));
  }

  static Map<String, String> unpacked(byte[] packed) {
    return JSON.readValue(packed, FIELDS);
  }
}
