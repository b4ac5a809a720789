package surety.server.identity;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// A browser without script: it keeps cookies and sends the hidden fields of the last page. It does
/// not follow redirects, so that a test sees each answer.
public final class TestBrowser {

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]*)\"");
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .sslContext(trustingAll())
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final int port;
  private final Map<String, String> cookies = new TreeMap<>();
  private Optional<String> csrf = Optional.empty();

  TestBrowser(int port) {
    this.port = port;
  }

  /// What came back.
  public record Answer(int status, String body, Map<String, List<String>> headers) {

    /// A header, empty text when it is absent.
    public String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }

    /// Where the answer sends the browser.
    public String location() {
      return header("location");
    }

    /// The page without what differs each time that it is written.
    public String stableBody() {
      return CSRF.matcher(body).replaceAll("");
    }
  }

  /// Opens a page.
  public Answer get(String path) {
    return send("GET", path, HttpRequest.BodyPublishers.noBody(), Map.of("Accept", "text/html"));
  }

  /// Opens a page, with one more header.
  public Answer get(String path, String header, String value) {
    return send(
        "GET",
        path,
        HttpRequest.BodyPublishers.noBody(),
        Map.of("Accept", "text/html", header, value));
  }

  /// Asks as a program that wants JSON.
  public Answer getJson(String path) {
    return send(
        "GET", path, HttpRequest.BodyPublishers.noBody(), Map.of("Accept", "application/json"));
  }

  /// Sends another method without a body.
  public Answer method(String method, String path) {
    return send(method, path, HttpRequest.BodyPublishers.noBody(), Map.of("Accept", "text/html"));
  }

  /// Sends a form as it stands on a page, with its hidden field.
  ///
  /// @param fields names and values in turn
  public Answer post(String path, String... fields) {
    if (csrf.isEmpty()) {
      get("/sign-in");
    }
    if (csrf.isEmpty()) {
      get("/sessions"); // signed in: the form for signing in is not shown
    }
    Map<String, String> form = pairs(fields);
    csrf.ifPresent(token -> form.put("_csrf", token));
    return postRaw(path, form);
  }

  /// Sends a form as htmx does: the answer takes the place of a part of the page.
  public Answer postPart(String path, String... fields) {
    Map<String, String> form = pairs(fields);
    csrf.ifPresent(token -> form.put("_csrf", token));
    return postRaw(path, form, Map.of("HX-Request", "true"));
  }

  /// Sends a form with these fields alone.
  public Answer postWithoutCsrf(String path, String... fields) {
    return postRaw(path, pairs(fields));
  }

  /// Keeps a cookie.
  public TestBrowser with(String cookie, String value) {
    cookies.put(cookie, value);
    return this;
  }

  /// A cookie's value, empty when there is none.
  public String cookie(String name) {
    return cookies.getOrDefault(name, "");
  }

  /// Whether the server knows who this is.
  public boolean isSignedIn() {
    return copy().get("/sessions").status() == 200;
  }

  /// Another browser with the same cookies.
  public TestBrowser copy() {
    var copy = new TestBrowser(port);
    copy.cookies.putAll(cookies);
    copy.csrf = csrf;
    return copy;
  }

  private Answer postRaw(String path, Map<String, String> form) {
    return postRaw(path, form, Map.of());
  }

  private Answer postRaw(String path, Map<String, String> form, Map<String, String> more) {
    StringBuilder body = new StringBuilder();
    form.forEach(
        (name, value) -> body.append(encoded(name)).append('=').append(encoded(value)).append('&'));
    Map<String, String> headers = new LinkedHashMap<>(more);
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    headers.put("Accept", "text/html");
    return send("POST", path, HttpRequest.BodyPublishers.ofString(body.toString()), headers);
  }

  private Answer send(
      String method, String path, HttpRequest.BodyPublisher body, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + port + path)).method(method, body);
    headers.forEach(request::header);
    if (!cookies.isEmpty()) {
      StringBuilder header = new StringBuilder();
      cookies.forEach((name, value) -> header.append(name).append('=').append(value).append("; "));
      request.header("Cookie", header.toString());
    }
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      response.headers().allValues("set-cookie").forEach(this::keep);
      Matcher field = CSRF.matcher(response.body());
      if (field.find()) {
        csrf = Optional.of(field.group(1));
      }
      return new Answer(response.statusCode(), response.body(), response.headers().map());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void keep(String header) {
    String[] parts = header.split(";", 2)[0].split("=", 2);
    if (header.contains("Max-Age=0")) {
      cookies.remove(parts[0]);
    } else {
      cookies.put(parts[0], parts[1]);
    }
  }

  private static Map<String, String> pairs(String... fields) {
    Map<String, String> form = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      form.put(fields[i], fields[i + 1]);
    }
    return form;
  }

  /// A context without any check; the certificate has tests of its own.
  public static SSLContext trustingAll() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustAll()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class TrustAll extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
