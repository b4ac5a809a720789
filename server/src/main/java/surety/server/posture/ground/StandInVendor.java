package surety.server.posture.ground;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import surety.server.egress.EgressHosts;
import surety.server.egress.Origin;
import surety.server.platform.Token;
import surety.server.posture.ground.LoopbackListener.Reply;
import surety.server.posture.probe.BareClient;
import surety.server.posture.probe.RecordingVendor;

/// The vendor of the connector `rehearsal`. It starts to listen when it is first used.
///
/// It takes a write in every form that real vendors are known to take one in: by method, by the
/// headers and the parameters that override it, and by the path that a vendor gives to operations.
@Component
class StandInVendor implements RecordingVendor, BareClient, DisposableBean {

  private static final URI URL = URI.create("https://rehearsal.invalid/v2");
  private static final Set<String> OVERRIDES =
      Set.of("x-http-method-override", "x-http-method", "x-method-override");
  private static final Set<String> OVERRIDE_PARAMETERS =
      Set.of("_method", "method", "http_method", "x-http-method-override", "operation");

  /// A path that leads to the same host without TLS.
  static final String REDIRECTS_TO_PLAIN = "/redirects/plain";

  /// A path that leads to a host that is not listed.
  static final String REDIRECTS_ELSEWHERE = "/redirects/elsewhere";

  private final EgressHosts hosts;
  private final SecureRandom random = new SecureRandom();
  private final VendorRecords records = new VendorRecords();
  private volatile String token = Token.random(random).text();
  private Optional<Open> open = Optional.empty();

  StandInVendor(EgressHosts hosts) {
    this.hosts = hosts;
  }

  private record Open(LoopbackListener listener, LoopbackClient client, Certificate certificate) {}

  private synchronized Open open() {
    if (open.isEmpty()) {
      Certificate certificate = Certificate.named(URL.getHost());
      LoopbackListener listener = new LoopbackListener(certificate.listen(), this::answer);
      hosts.play(Origin.of(URL), listener.port(), Optional.of(certificate.certificate()));
      SSLContext trust = Trust.in(certificate.certificate());
      var place = new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port());
      open =
          Optional.of(
              new Open(listener, new LoopbackClient(() -> place, () -> trust), certificate));
    }
    return open.get();
  }

  /// The certificate that it shows.
  Certificate certificate() {
    return open().certificate();
  }

  @Override
  public String connector() {
    return "rehearsal";
  }

  @Override
  public String url() {
    open();
    return URL.toString();
  }

  @Override
  public String token() {
    open();
    return token;
  }

  @Override
  public String rotateToken() {
    open();
    token = Token.random(random).text();
    return token;
  }

  @Override
  public void plant(int minutes, String mark) {
    open();
    records.plant(minutes, mark);
  }

  @Override
  public void up(boolean answers) {
    open().listener().up(answers);
  }

  @Override
  public List<Request> requests(Instant since) {
    return open().listener().requests().stream()
        .filter(request -> !request.at().isBefore(since))
        .toList();
  }

  @Override
  public String state() {
    return records.digest();
  }

  @Override
  public int send(String method, String path, Map<String, String> headers, byte[] body) {
    return open().client().send(URL.resolve(path), method, headers, body).status();
  }

  private Reply answer(Request request) {
    String path = request.path().replaceFirst("\\?.*", "");
    if (!request.headers().getOrDefault("authorization", "").equals("Bearer " + token)) {
      return Reply.of(401, "{}".getBytes(StandardCharsets.UTF_8));
    }
    if (path.startsWith(URL.getPath() + "/redirects/")) {
      return redirect(path.substring(URL.getPath().length()));
    }
    String[] segments = path.replaceFirst("^/v[0-9]+/", "/").substring(1).split("/", 2);
    String method = effectiveMethod(request);
    if (method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS")) {
      return Reply.of(200, records.list(segments[0]));
    }
    String id = segments.length > 1 ? segments[1] : UUID.randomUUID().toString();
    return Reply.of(200, records.write(method, segments[0], id, request.body()));
  }

  private static Reply redirect(String path) {
    String where =
        switch (path) {
          case REDIRECTS_TO_PLAIN -> "http://" + URL.getHost() + URL.getPath() + "/projects";
          case REDIRECTS_ELSEWHERE -> BadHosts.UNLISTED + URL.getPath() + "/projects";
          default -> URL + "/projects";
        };
    return Reply.redirect(where);
  }

  private static String effectiveMethod(Request request) {
    for (String header : OVERRIDES) {
      if (request.headers().containsKey(header)) {
        return request.headers().get(header).toUpperCase(Locale.ROOT);
      }
    }
    for (String pair : request.path().replaceFirst("^[^?]*\\??", "").split("&")) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2 && OVERRIDE_PARAMETERS.contains(parts[0].toLowerCase(Locale.ROOT))) {
        return parts[1].toUpperCase(Locale.ROOT);
      }
    }
    return request.method();
  }

  @Override
  public synchronized void destroy() {
    open.ifPresent(it -> it.listener().close());
    open.ifPresent(it -> it.client().close());
  }
}
