package surety.server.posture.probes;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import surety.server.ai.provider.Dialect;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.HostileHosts;
import surety.server.posture.probe.HostileHosts.Flaw;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.RecordingVendor.Request;
import surety.server.posture.probe.TargetBrowser.Page;

/// Asks models without a provider, with another one than is chosen, and tries to choose one that is
/// on no list.
@Component
class ProviderChoiceProbe implements Probe {

  private static final String NONE = "no provider is chosen";
  private static final String OTHER = "only the other form's provider is chosen";
  private static final String NAMED = "the request names another host";
  private static final String FORBIDDEN = "a host is chosen that the operator does not allow";

  private final HostileHosts hosts;
  private final Routes routes;

  ProviderChoiceProbe(HostileHosts hosts, Routes routes) {
    this.hosts = hosts;
    this.routes = routes;
  }

  @Override
  public String id() {
    return "provider-choice";
  }

  @Override
  public String attack() {
    return "Asks on every route of the gateway while no provider is chosen, then while only the"
        + " other form's is, names another host in headers and fields, and tries to choose a"
        + " host that the operator does not allow. What arrives anywhere but at the chosen"
        + " provider got through.";
  }

  @Override
  public Duration budget() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void run(ProbeRun run) {
    List<ModelRoute> all = routes.toModels();
    List<String> cases = new ArrayList<>(List.of(FORBIDDEN));
    for (ModelRoute route : all) {
      List.of(NONE, OTHER, NAMED).forEach(what -> cases.add(route + ": " + what));
    }
    run.population("every route of the gateway, from the router, without its provider", cases);
    try (CanaryModels models = CanaryModels.bare(run, run.canaries().a())) {
      all.forEach(route -> refused(run, models, route, NONE));
      forbidden(run, models);
      for (Dialect form : Dialect.values()) {
        int chosen = models.choose(run.models().base(form)).status();
        run.control("a provider can be chosen", chosen == 302);
        models.promise();
        for (ModelRoute route : all) {
          if (route.form() == form) {
            named(run, models, route);
          } else {
            refused(run, models, route, OTHER);
          }
        }
        models.removeProviders();
      }
    }
  }

  private static void refused(ProbeRun run, CanaryModels models, ModelRoute route, String what) {
    Instant since = Instant.now();
    Page answer = models.ask(route, "About " + run.nonce());
    run.attack(route + ": " + what, models.stopped(answer, since, Stop.NO_PROVIDER));
  }

  // Nobody answers at the other host, so that a connection is as good as an answer.
  private void named(ProbeRun run, CanaryModels models, ModelRoute route) {
    String other = hosts.url(Flaw.UNLISTED).toString();
    long before = hosts.connections(Flaw.UNLISTED);
    Instant since = Instant.now();
    Page answer =
        models.ask(route, "About " + run.nonce(), Map.of("base_url", other, "host", other));
    run.echo(answer.body());
    String path = URI.create(run.models().base(route.form())).getPath() + route.tail();
    List<String> arrived = run.models().requests(since).stream().map(Request::path).toList();
    run.control("the chosen provider is asked", answer.status() == 200 && !arrived.isEmpty());
    boolean elsewhere = hosts.connections(Flaw.UNLISTED) > before;
    run.attack(
        route + ": " + NAMED,
        Attempt.of(!elsewhere && List.of(path).containsAll(arrived), "arrived at " + arrived));
  }

  private void forbidden(ProbeRun run, CanaryModels models) {
    int status = models.choose(hosts.url(Flaw.UNLISTED) + "/v1").status();
    run.attack(FORBIDDEN, Attempt.of(status == 422, "status " + status));
    models.removeProviders();
  }
}
