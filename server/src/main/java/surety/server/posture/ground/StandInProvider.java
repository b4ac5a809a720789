package surety.server.posture.ground;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import surety.server.ai.provider.Dialect;
import surety.server.egress.EgressHosts;
import surety.server.egress.Origin;
import surety.server.platform.Token;
import surety.server.posture.ground.LoopbackListener.Reply;
import surety.server.posture.probe.RecordingProvider;
import surety.server.posture.probe.RecordingVendor.Request;

/// The provider that workspaces of rehearsals ask. It starts to listen when it is first used, and
/// answers nobody who does not have its key.
@Component
class StandInProvider implements RecordingProvider, DisposableBean {

  private static final URI URL = URI.create("https://rehearsal-model.invalid");

  private final EgressHosts hosts;
  private final String key = "rehearsal-" + Token.random(new SecureRandom()).text();
  private volatile UnaryOperator<String> words = UnaryOperator.identity();
  private Optional<LoopbackListener> open = Optional.empty();

  StandInProvider(EgressHosts hosts) {
    this.hosts = hosts;
  }

  /// Where it is asked in this form.
  static URI place(Dialect form) {
    return URL.resolve("/" + form.key() + "/v1");
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
  public String base(Dialect form) {
    listener();
    return place(form).toString();
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public void says(UnaryOperator<String> words) {
    this.words = words;
  }

  @Override
  public List<Request> requests(Instant since) {
    return listener().requests().stream().filter(request -> !request.at().isBefore(since)).toList();
  }

  private Reply answer(Request request) {
    boolean known =
        request.headers().getOrDefault("authorization", "").equals("Bearer " + key)
            || request.headers().getOrDefault("x-api-key", "").equals(key);
    return known
        ? ModelAnswers.to(request, words)
        : Reply.of(401, "{\"error\":{\"type\":\"key\"}}".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public synchronized void destroy() {
    open.ifPresent(LoopbackListener::close);
  }
}
