package surety.server.posture.probe;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A client of the public listener, over TLS, with cookies of its own. It follows no redirects.
public interface TargetBrowser {

  /// Gets a path such as `/w/…/dashboard`.
  Page get(String path);

  /// Gets a path with more request headers.
  Page get(String path, Map<String, String> headers);

  /// Posts a form, with the token against forged requests that this browser's pages carry.
  Page post(String path, Map<String, String> form);

  /// Sends any method, with body and headers as they are and nothing added but the cookies.
  Page send(String method, String path, Map<String, String> headers, byte[] body);

  /// The value of a cookie of this browser, or an empty text.
  String cookie(String name);

  /// An answer.
  record Page(int status, HttpHeaders headers, byte[] body) {

    /// The body as text.
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }
}
