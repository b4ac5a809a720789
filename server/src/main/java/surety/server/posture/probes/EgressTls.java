package surety.server.posture.probes;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.Connectors;
import surety.server.egress.EgressClient;
import surety.server.egress.Exchange;
import surety.server.egress.Failure;
import surety.server.egress.Refusal;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.HostileHosts;
import surety.server.posture.probe.HostileHosts.Flaw;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;

/// Offers a credential to hosts that do not prove who they are, or speak without TLS.
@Component
class EgressTls implements Probe {

  private static final String TO_PLAIN = "/v2/redirects/plain";
  private static final List<Flaw> UNPROVEN =
      List.of(Flaw.SELF_SIGNED, Flaw.IMPOSTOR, Flaw.OTHER_NAME);

  private final Outward outward;
  private final HostileHosts hosts;
  private final Connectors connectors;

  EgressTls(EgressClient client, HostileHosts hosts, Connectors connectors) {
    this.outward = new Outward(client);
    this.hosts = hosts;
    this.connectors = connectors;
  }

  @Override
  public String id() {
    return "egress-tls";
  }

  @Override
  public String attack() {
    return "Sends a read with a credential, through the server's own client, to hosts on this"
        + " machine that show a certificate of their own making, another one than is known, or"
        + " another host's, to a host without TLS, and to one that redirects there. None of them"
        + " may receive a byte of the credential.";
  }

  @Override
  public void run(ProbeRun run) {
    List<String> cases = new ArrayList<>(List.of("PLAIN", "redirect to PLAIN"));
    UNPROVEN.forEach(flaw -> cases.add(flaw.name()));
    connectors.all().forEach(it -> cases.add("address of " + it.id()));
    run.population("every way for a host not to prove its name, and every connector", cases);
    String secret = run.nonce() + "-secret";
    outward.control(run);
    UNPROVEN.forEach(flaw -> run.attack(flaw.name(), unproven(flaw, secret)));
    run.attack("PLAIN", plain(secret));
    run.attack("redirect to PLAIN", redirected(run));
    connectors.all().forEach(it -> run.attack("address of " + it.id(), address(it)));
  }

  private Attempt unproven(Flaw flaw, String secret) {
    Exchange<byte[]> answer = outward.read(hosts.url(flaw), secret);
    return judged(
        () -> received(flaw, secret),
        answer instanceof Exchange.Failed<byte[]>(Failure why) && why == Failure.NOT_TRUSTED,
        answer);
  }

  private Attempt plain(String secret) {
    Exchange<byte[]> answer = outward.read(hosts.url(Flaw.PLAIN), secret);
    return judged(
        () -> received(Flaw.PLAIN, secret), Outward.isRefused(answer, Refusal.NOT_HTTPS), answer);
  }

  private Attempt redirected(ProbeRun run) {
    URI url = URI.create(run.vendor().url());
    long before = hosts.connections(Flaw.PLAIN);
    Exchange<byte[]> answer = outward.read(url, TO_PLAIN, run.vendor().token(), Map.of());
    return judged(
        () -> hosts.connections(Flaw.PLAIN) > before,
        Outward.isRefused(answer, Refusal.REDIRECT_ELSEWHERE),
        answer);
  }

  private static Attempt address(ConnectorPlan connector) {
    return Attempt.of(
        connector.baseUrl().getScheme().equals("https"), connector.baseUrl().getScheme());
  }

  private static Attempt judged(
      BooleanSupplier received, boolean refused, Exchange<byte[]> answer) {
    if (received.getAsBoolean()) {
      return new Attempt.Succeeded("the credential reached the host");
    }
    return refused
        ? new Attempt.Refused(answer.toString())
        : new Attempt.Unclear(answer.getClass().getSimpleName());
  }

  private boolean received(Flaw flaw, String secret) {
    return hosts.requests(flaw).stream()
        .anyMatch(
            request -> request.headers().values().stream().anyMatch(it -> it.contains(secret)));
  }
}
