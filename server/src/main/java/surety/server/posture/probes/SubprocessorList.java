package surety.server.posture.probes;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import surety.server.egress.EgressClient;
import surety.server.egress.EgressHosts;
import surety.server.egress.Exchange;
import surety.server.egress.Refusal;
import surety.server.platform.MailHost;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.HostileHosts;
import surety.server.posture.probe.HostileHosts.Flaw;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;

/// Tries to reach a host that is not on the list, and compares the public list with the one that
/// the client goes by.
@Component
class SubprocessorList implements Probe {

  private static final Pattern HOST = Pattern.compile("<code>([^<]+)</code></td>");
  private static final String UNLISTED = "a host that is not listed";
  private static final String REDIRECT = "a redirect to a host that is not listed";
  private static final String NOTHING_ELSE = "the page names nobody else";

  private final Outward outward;
  private final HostileHosts hostile;
  private final EgressHosts hosts;
  private final MailHost mail;

  SubprocessorList(EgressClient client, HostileHosts hostile, EgressHosts hosts, MailHost mail) {
    this.outward = new Outward(client);
    this.hostile = hostile;
    this.hosts = hosts;
    this.mail = mail;
  }

  @Override
  public String id() {
    return "subprocessor-list";
  }

  @Override
  public String attack() {
    return "Reads, through the server's own client, from a host that is in order but not listed,"
        + " directly and by a redirect: it may see no connection. Then compares the public page"
        + " with the list that the client goes by and with the mail host.";
  }

  @Override
  public void run(ProbeRun run) {
    Set<String> known = known();
    List<String> cases = new ArrayList<>(List.of(UNLISTED, REDIRECT, NOTHING_ELSE));
    known.forEach(host -> cases.add("the page names " + host));
    run.population("every host of the client's own list, and the mail host", cases);
    outward.control(run);
    run.attack(UNLISTED, unlisted(run));
    run.attack(REDIRECT, redirected(run));
    Set<String> shown = shown(run);
    for (String host : known) {
      run.attack("the page names " + host, Attempt.of(shown.contains(host), "read from the page"));
    }
    run.attack(NOTHING_ELSE, Attempt.of(known.containsAll(shown), "read from the page"));
  }

  private Set<String> known() {
    Set<String> known = new LinkedHashSet<>(hosts.named().keySet());
    mail.name().ifPresent(known::add);
    return known;
  }

  private Set<String> shown(ProbeRun run) {
    Matcher found = HOST.matcher(run.canaries().b().stranger().get("/subprocessors").text());
    Set<String> shown = new LinkedHashSet<>();
    while (found.find()) {
      shown.add(found.group(1));
    }
    run.control("the public page names somebody", !shown.isEmpty());
    return shown;
  }

  private Attempt unlisted(ProbeRun run) {
    long before = hostile.connections(Flaw.UNLISTED);
    Exchange<byte[]> answer = outward.read(hostile.url(Flaw.UNLISTED), run.nonce());
    return judged(before, answer, Refusal.HOST_NOT_LISTED);
  }

  private Attempt redirected(ProbeRun run) {
    long before = hostile.connections(Flaw.UNLISTED);
    Exchange<byte[]> answer =
        outward.read(
            URI.create(run.vendor().url()),
            "/v2/redirects/elsewhere",
            run.vendor().token(),
            java.util.Map.of());
    return judged(before, answer, Refusal.REDIRECT_ELSEWHERE);
  }

  private Attempt judged(long before, Exchange<byte[]> answer, Refusal expected) {
    if (hostile.connections(Flaw.UNLISTED) > before) {
      return new Attempt.Succeeded("a connection reached the host");
    }
    return Outward.isRefused(answer, expected)
        ? new Attempt.Refused(expected.name())
        : new Attempt.Unclear(answer.getClass().getSimpleName());
  }
}
