package surety.bench.vendor;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The JDK's client and Jackson, as one would use them for one vendor.
public final class Http {

  private final HttpClient client;
  private final JsonMapper json;
  private final URI base;
  private final Map<String, String> headers;
  private int requests;

  Http(HttpClient client, JsonMapper json, URI base, Map<String, String> headers) {
    this.client = client;
    this.json = json;
    this.base = base;
    this.headers = headers;
  }

  /// A page with the headers of its answer.
  record Answer<T>(T page, HttpHeaders headers) {}

  int requests() {
    return requests;
  }

  /// Reads below the vendor's base URL.
  <T> Answer<T> get(String path, TypeReference<T> type) throws IOException, InterruptedException {
    return follow(base + path, type);
  }

  /// Reads what the vendor named.
  <T> Answer<T> follow(String url, TypeReference<T> type) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url)).GET(), type);
  }

  /// Reads a path of the vendor's host.
  <T> Answer<T> followPath(String path, TypeReference<T> type)
      throws IOException, InterruptedException {
    return follow(base.resolve(path).toString(), type);
  }

  <T> Answer<T> post(String path, String body, TypeReference<T> type)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)),
        type);
  }

  private <T> Answer<T> send(HttpRequest.Builder request, TypeReference<T> type)
      throws IOException, InterruptedException {
    headers.forEach(request::header);
    requests++;
    HttpResponse<InputStream> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream in = answer.body()) {
      if (answer.statusCode() != 200) {
        throw new IOException("status " + answer.statusCode());
      }
      return new Answer<>(json.readValue(in, type), answer.headers());
    }
  }
}
