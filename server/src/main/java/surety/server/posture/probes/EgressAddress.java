package surety.server.posture.probes;

import java.net.URI;
import java.util.List;
import org.springframework.stereotype.Component;
import surety.server.egress.EgressClient;
import surety.server.egress.Exchange;
import surety.server.egress.Refusal;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.HostileHosts;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;

/// Asks for hosts whose names lead to addresses behind the firewall.
@Component
class EgressAddress implements Probe {

  private final Outward outward;
  private final HostileHosts hosts;

  EgressAddress(EgressClient client, HostileHosts hosts) {
    this.outward = new Outward(client);
    this.hosts = hosts;
  }

  @Override
  public String id() {
    return "egress-address";
  }

  @Override
  public String attack() {
    return "Reads, through the server's own client, from listed hosts whose names resolve to"
        + " addresses of this machine, as a name server in an attacker's hand could answer. The"
        + " port that listens there may see no connection.";
  }

  @Override
  public void run(ProbeRun run) {
    List<URI> inner = hosts.inner();
    run.population("every address of this machine", inner.stream().map(URI::getHost).toList());
    outward.control(run);
    for (URI host : inner) {
      long before = hosts.innerConnections();
      Exchange<byte[]> answer = outward.read(host, run.nonce());
      run.attack(host.getHost(), judged(hosts.innerConnections() > before, answer));
    }
  }

  private static Attempt judged(boolean connected, Exchange<byte[]> answer) {
    if (connected) {
      return new Attempt.Succeeded("a connection reached the address");
    }
    return Outward.isRefused(answer, Refusal.ADDRESS_NOT_PUBLIC)
        ? new Attempt.Refused(Refusal.ADDRESS_NOT_PUBLIC.name())
        : new Attempt.Unclear(answer.getClass().getSimpleName());
  }
}
