package surety.sandbox.demo;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// A browser without a screen: keeps cookies, follows links, fills in forms. It runs no script, so
/// whatever works here works without JavaScript.
public final class Browser {

  private final URI origin;
  private final HttpClient client;
  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);

  /// A browser with no cookies.
  ///
  /// @param origin where the server is, such as `https://localhost:8443`
  /// @param trust the certificates that it accepts
  public Browser(URI origin, SSLContext trust) {
    this.origin = origin;
    this.client =
        HttpClient.newBuilder()
            .sslContext(trust)
            .cookieHandler(cookies)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  /// Opens a page.
  ///
  /// @param path an absolute path, or a whole address on the same origin
  public Page open(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(origin.resolve(path)).GET());
  }

  /// Fills in a form of a page and submits it. Fields that `values` does not name keep what the
  /// page gave them.
  ///
  /// @param form a CSS selector of the form
  /// @throws IllegalStateException if the page has no such form, or the form no such field
  public Page submit(Page page, String form, Map<String, String> values)
      throws IOException, InterruptedException {
    Element found = page.document().selectFirst(form);
    if (found == null) {
      throw new IllegalStateException("no form " + form + " on " + page.uri().getPath());
    }
    Map<String, String> fields = fields(found);
    values.forEach(
        (name, value) -> {
          if (found.selectFirst("[name=" + name + "]") == null) {
            throw new IllegalStateException("form " + form + " has no field " + name);
          }
          fields.put(name, value);
        });
    URI action = page.uri().resolve(found.attr("action").isEmpty() ? "" : found.attr("action"));
    if (found.attr("method").equalsIgnoreCase("post")) {
      return send(
          HttpRequest.newBuilder(action)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(encoded(fields))));
    }
    return send(HttpRequest.newBuilder(URI.create(action + "?" + encoded(fields))).GET());
  }

  /// Sends JSON as a program does, with a key.
  Page program(String path, String key, String json) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(origin.resolve(path))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /// The cookies as a `Cookie` header's value.
  public String cookieHeader() {
    return cookies.getCookieStore().getCookies().stream()
        .map(cookie -> cookie.getName() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  private Page send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpRequest built =
        request.header("Accept", "text/html").timeout(Duration.ofSeconds(60)).build();
    HttpResponse<String> response = client.send(built, HttpResponse.BodyHandlers.ofString());
    return new Page(
        response.uri(),
        response.statusCode(),
        response.headers().map().entrySet().stream()
            .collect(Collectors.toMap(h -> h.getKey().toLowerCase(), h -> h.getValue().getFirst())),
        response.body(),
        Jsoup.parse(response.body(), response.uri().toString()));
  }

  private static Map<String, String> fields(Element form) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Element field : form.select("input[name], textarea[name]")) {
      if (!field.attr("type").matches("checkbox|radio|submit") || field.hasAttr("checked")) {
        fields.put(field.attr("name"), field.val());
      }
    }
    for (Element select : form.select("select[name]")) {
      Element chosen = select.selectFirst("option[selected]");
      Element first = chosen != null ? chosen : select.selectFirst("option");
      if (first != null) {
        fields.put(
            select.attr("name"), first.hasAttr("value") ? first.attr("value") : first.text());
      }
    }
    return fields;
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(f -> encode(f.getKey()) + "=" + encode(f.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// An answer of the server.
  ///
  /// @param uri where the last redirect led
  /// @param headers by lower-case name, the first value of each
  public record Page(
      URI uri, int status, Map<String, String> headers, String body, Document document) {

    /// Goes on only if the server answered 200.
    ///
    /// @throws IllegalStateException if not
    public Page ok() {
      if (status != 200) {
        throw new IllegalStateException(
            "status: " + status + " (expected: 200) on " + uri.getPath() + ": " + document.title());
      }
      return this;
    }

    /// The text that a person reads on the page.
    public String text() {
      return document.text();
    }
  }
}
