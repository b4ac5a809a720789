package surety.server.posture.ground;

import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import surety.server.posture.probe.TargetBrowser;

/// A browser of the public listener without a screen and without script.
final class Browser implements TargetBrowser {

  private static final Pattern FIELD = Pattern.compile("name=\"_csrf\" value=\"([^\"]*)\"");

  private final Listener listener;
  private final Map<String, String> cookies = new ConcurrentSkipListMap<>();
  private volatile String formToken = "";

  Browser(Listener listener) {
    this.listener = listener;
  }

  /// Another browser with the same cookies.
  Browser copy() {
    Browser copy = new Browser(listener);
    copy.cookies.putAll(cookies);
    copy.formToken = formToken;
    return copy;
  }

  @Override
  public Page get(String path) {
    return get(path, Map.of());
  }

  @Override
  public Page get(String path, Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>(Map.of("Accept", "text/html"));
    all.putAll(headers);
    return send("GET", path, all, new byte[0]);
  }

  @Override
  public Page post(String path, Map<String, String> form) {
    if (formToken.isEmpty()) {
      get("/sign-in");
    }
    if (formToken.isEmpty()) {
      get("/sessions"); // signed in: the form for signing in is not shown
    }
    Map<String, String> fields = new LinkedHashMap<>(form);
    fields.put("_csrf", formToken);
    return send(
        "POST",
        path,
        Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "text/html"),
        encoded(fields));
  }

  @Override
  public Page send(String method, String path, Map<String, String> headers, byte[] body) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    if (!cookies.isEmpty()) {
      all.merge("Cookie", cookieHeader(), (given, own) -> given + "; " + own);
    }
    LoopbackClient.Got got = listener.client().send(listener.uri(path), method, all, body);
    got.headers().getOrDefault("Set-Cookie", List.of()).forEach(this::keep);
    Page page = new Page(got.status(), HttpHeaders.of(got.headers(), (_, _) -> true), got.body());
    Matcher field = FIELD.matcher(page.text());
    if (field.find()) {
      formToken = field.group(1);
    }
    return page;
  }

  @Override
  public String cookie(String name) {
    return cookies.getOrDefault(name, "");
  }

  private String cookieHeader() {
    return cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  private void keep(String header) {
    String[] pair = header.split(";", 2)[0].split("=", 2);
    if (header.contains("Max-Age=0") || pair.length < 2) {
      cookies.remove(pair[0]);
    } else {
      cookies.put(pair[0], pair[1]);
    }
  }

  private static byte[] encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
