package surety.server.identity;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/// A program that calls the server with headers of its own, without cookies.
public final class KeyClient {

  private final HttpClient client =
      HttpClient.newBuilder()
          .sslContext(TestBrowser.trustingAll())
          .version(HttpClient.Version.HTTP_1_1)
          .build();
  private final String origin;

  /// @param server that it calls
  public KeyClient(TestServer server) {
    this.origin = "https://localhost:" + server.port();
  }

  /// Sends a request and waits for the whole answer.
  ///
  /// @param body empty for none
  public HttpResponse<String> send(
      String method, String path, Map<String, String> headers, String body) {
    return send(method, path, headers, body, HttpResponse.BodyHandlers.ofString());
  }

  /// Sends a request and gives the answer as the handler has it.
  public <T> HttpResponse<T> send(
      String method,
      String path,
      Map<String, String> headers,
      String body,
      HttpResponse.BodyHandler<T> handler) {
    var request =
        HttpRequest.newBuilder(URI.create(origin + path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      return client.send(request.build(), handler);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
