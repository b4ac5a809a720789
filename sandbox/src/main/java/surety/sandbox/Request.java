package surety.sandbox;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A request, read to its end.
///
/// @param segments of the path below the vendor's base path
/// @param query decoded, in order; of a repeated parameter the last value counts
record Request(
    Vendor vendor,
    String method,
    String path,
    List<String> segments,
    String rawQuery,
    Map<String, String> query,
    Headers headers,
    String body) {
  static final JsonMapper JSON = new JsonMapper();
  private static final int MAX_BODY = 1 << 20;

  static Request of(HttpExchange exchange, Vendor vendor, String prefix) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String raw = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    String below = path.length() > prefix.length() ? path.substring(prefix.length() + 1) : "";
    try (InputStream in = exchange.getRequestBody()) {
      return new Request(
          vendor,
          exchange.getRequestMethod(),
          path,
          List.of(below.split("/")),
          raw,
          parse(raw),
          exchange.getRequestHeaders(),
          new String(in.readNBytes(MAX_BODY), StandardCharsets.UTF_8));
    }
  }

  /// A read that nobody sent.
  static Request read(Vendor vendor, String resource, Map<String, String> query) {
    List<String> segments = List.of(resource);
    return new Request(vendor, "GET", "/" + resource, segments, "", query, new Headers(), "");
  }

  private static Map<String, String> parse(String raw) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String pair : raw.split("&")) {
      int at = pair.indexOf('=');
      if (at > 0) {
        found.put(decode(pair.substring(0, at)), decode(pair.substring(at + 1)));
      }
    }
    return found;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /// The same with another method.
  Request as(String other) {
    return new Request(vendor, other, path, segments, rawQuery, query, headers, body);
  }

  boolean isRead() {
    return method.equals("GET");
  }

  String header(String name) {
    return Optional.ofNullable(headers.getFirst(name)).orElse("");
  }

  /// A segment of the path, empty when the path is shorter.
  String segment(int index) {
    return index < segments.size() ? segments.get(index) : "";
  }

  /// A numeric segment of the path.
  ///
  /// @throws Refused with status 404 if it is not a number
  long id(int index) {
    if (!segment(index).matches("[0-9]{1,18}")) {
      throw Refused.notFound();
    }
    return Long.parseLong(segment(index));
  }

  /// A positive number of the query.
  ///
  /// @throws Refused with status 422 if it is not one
  int number(String name, int otherwise) {
    String text = query.getOrDefault(name, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new Refused(422, "invalid_parameter", name + " must be a positive number");
    }
    return Integer.parseInt(text);
  }

  /// The body as a JSON object.
  ///
  /// @throws Refused with status 422 if it is none
  ObjectNode object() {
    try {
      if (!body.isBlank() && JSON.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw new Refused(422, "invalid_body", "the body is not JSON", e);
    }
    throw new Refused(422, "invalid_body", "the body is not a JSON object");
  }
}
