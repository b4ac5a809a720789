package surety.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/// An answer before it is sent.
record Reply(int status, String contentType, Map<String, String> headers, String body) {
  static final String JSON = "application/json; charset=utf-8";
  static final String JSON_API = "application/vnd.api+json; charset=utf-8";

  static Reply json(int status, String body) {
    return new Reply(status, JSON, Map.of(), body);
  }

  static Reply jsonApi(int status, String body) {
    return new Reply(status, JSON_API, Map.of(), body);
  }

  Reply header(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Reply(status, contentType, all, body);
  }

  Reply withBody(String text) {
    return new Reply(status, contentType, headers, text);
  }
}
