package surety.server.posture.ground;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import surety.server.egress.EgressHosts;
import surety.server.egress.Origin;
import surety.server.platform.Token;
import surety.server.posture.ground.LoopbackListener.Reply;
import surety.server.posture.probe.ConsentingVendor;
import surety.server.posture.probe.RecordingVendor.Request;
import tools.jackson.databind.json.JsonMapper;

/// The vendor of the connector `rehearsal_consent`. It starts to listen when it is first used.
@Component
class StandInConsents implements ConsentingVendor, DisposableBean {

  static final String CONNECTOR = "rehearsal_consent";

  private static final URI URL = URI.create("https://consent.rehearsal.invalid");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_KEPT = 1_000;

  private final EgressHosts hosts;
  private final SecureRandom random = new SecureRandom();
  private final VendorRecords records = new VendorRecords();
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedDeque<Given> given = new ConcurrentLinkedDeque<>();
  private volatile Set<String> scopes = Set.of();
  private volatile Pair newest = new Pair("", "");
  private Optional<LoopbackListener> open = Optional.empty();

  private record Given(Instant at, String secret) {}

  StandInConsents(EgressHosts hosts) {
    this.hosts = hosts;
  }

  private synchronized LoopbackListener listener() {
    if (open.isEmpty()) {
      Certificate certificate = Certificate.named(URL.getHost());
      LoopbackListener listener = new LoopbackListener(certificate.listen(), this::answer);
      hosts.play(Origin.of(URL), listener.port(), Optional.of(certificate.certificate()));
      open = Optional.of(listener);
    }
    return open.get();
  }

  @Override
  public String connector() {
    return CONNECTOR;
  }

  @Override
  public String consented(URI authorize) {
    listener();
    Map<String, String> asked = fields(authorize.getRawQuery());
    URI back = URI.create(asked.getOrDefault("redirect_uri", ""));
    String state = URLEncoder.encode(asked.getOrDefault("state", ""), StandardCharsets.UTF_8);
    return back.getRawPath() + "?code=" + drawn() + "&state=" + state;
  }

  @Override
  public void grants(Set<String> scopes) {
    this.scopes = Set.copyOf(scopes);
  }

  @Override
  public void expire() {
    accepted.clear();
  }

  @Override
  public List<String> given(Instant since) {
    return given.stream().filter(it -> !it.at().isBefore(since)).map(Given::secret).toList();
  }

  @Override
  public Pair newest() {
    return newest;
  }

  @Override
  public List<Request> requests(Instant since) {
    return listener().requests().stream().filter(it -> !it.at().isBefore(since)).toList();
  }

  private Reply answer(Request request) {
    return switch (request.path().replaceFirst("\\?.*", "")) {
      case "/oauth/token" -> Reply.of(200, tokens());
      case "/oauth/revoke" -> Reply.of(200, json(Map.of()));
      case "/v2/projects" ->
          accepted.contains(request.headers().getOrDefault("authorization", ""))
              ? Reply.of(200, records.list("projects"))
              : Reply.of(401, json(Map.of()));
      default -> Reply.of(404, json(Map.of()));
    };
  }

  private byte[] tokens() {
    Pair pair = new Pair(drawn(), drawn());
    newest = pair;
    accepted.add("Bearer " + pair.access());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("token_type", "Bearer");
    answer.put("access_token", pair.access());
    answer.put("refresh_token", pair.refresh());
    answer.put("expires_in", 3_600);
    if (!scopes.isEmpty()) {
      answer.put("scope", String.join(" ", scopes));
    }
    return json(answer);
  }

  private String drawn() {
    String secret = Token.random(random).text();
    given.addLast(new Given(Instant.now(), secret));
    while (given.size() > MOST_KEPT) {
      given.pollFirst();
    }
    return secret;
  }

  private static Map<String, String> fields(String query) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : query.split("&")) {
      String[] parts = pair.split("=", 2);
      fields.put(parts[0], URLDecoder.decode(parts[parts.length - 1], StandardCharsets.UTF_8));
    }
    return fields;
  }

  private static byte[] json(Map<String, ?> object) {
    return JSON.writeValueAsBytes(object);
  }

  @Override
  public synchronized void destroy() {
    open.ifPresent(LoopbackListener::close);
  }
}
