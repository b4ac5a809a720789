package surety.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client of the stand-ins as the vendors' documents describe one.
final class Wire {
  static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI base;
  private final Map<String, String> headers;

  Wire(URI base, Map<String, String> headers) {
    this.base = base;
    this.headers = headers;
  }

  static Wire productive(SandboxServer sandbox, String token) {
    return new Wire(
        sandbox.productiveBaseUrl(),
        Map.of(
            "X-Auth-Token",
            token,
            "X-Organization-Id",
            "2211",
            "Accept",
            "application/vnd.api+json"));
  }

  static Wire harvest(SandboxServer sandbox, String token) {
    return new Wire(
        sandbox.harvestBaseUrl(),
        Map.of(
            "Authorization", "Bearer " + token, "Harvest-Account-Id", "998877", "User-Agent", "t"));
  }

  HttpResponse<String> get(String path, String... query) throws Exception {
    return send("GET", path + query(query), "", "");
  }

  /// Sends a JSON:API document to Productive.io, plain JSON to Harvest.
  HttpResponse<String> write(String method, String path, String body) throws Exception {
    boolean jsonApi = headers.containsKey("X-Auth-Token");
    return send(method, path, jsonApi ? "application/vnd.api+json" : "application/json", body);
  }

  HttpResponse<String> send(String method, String pathOrUrl, String type, String body)
      throws Exception {
    URI uri = pathOrUrl.startsWith("http") ? URI.create(pathOrUrl) : URI.create(base + pathOrUrl);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::setHeader);
    if (!type.isEmpty()) {
      request.setHeader("Content-Type", type);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  JsonNode json(String path, String... query) throws Exception {
    HttpResponse<String> answer = get(path, query);
    if (answer.statusCode() != 200) {
      throw new IOException("status " + answer.statusCode() + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  /// All records of a Productive.io resource.
  List<JsonNode> all(String path, String... query) throws Exception {
    List<JsonNode> found = new ArrayList<>();
    for (int page = 1; ; page++) {
      String separator = query.length == 0 ? "?" : "&";
      String url = path + query(query) + separator + "page%5Bsize%5D=200&page%5Bnumber%5D=" + page;
      JsonNode body = JSON.readTree(send("GET", url, "", "").body());
      body.path("data").forEach(found::add);
      if (page >= body.path("meta").path("total_pages").asInt()) {
        return found;
      }
    }
  }

  /// All records of a Harvest collection, by its next-page links.
  List<JsonNode> linked(String name, String... query) throws Exception {
    List<JsonNode> found = new ArrayList<>();
    String next = "/" + name + query(query);
    while (!next.isEmpty()) {
      JsonNode body = JSON.readTree(send("GET", next, "", "").body());
      body.path(name).forEach(found::add);
      next = body.path("links").path("next").asString("");
    }
    return found;
  }

  private static String query(String... parameters) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parameters.length; i += 2) {
      text.append(i == 0 ? '?' : '&').append(encode(parameters[i]));
      text.append('=').append(encode(parameters[i + 1]));
    }
    return text.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
