package surety.server.posture.probes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser.Page;

/// Asks models while one limit at a time allows nothing.
@Component
class ModelLimitsProbe implements Probe {

  private final Routes routes;

  ModelLimitsProbe(Routes routes) {
    this.routes = routes;
  }

  @Override
  public String id() {
    return "model-limits";
  }

  @Override
  public String attack() {
    return "Sets each limit of the page to nothing, one at a time, and asks a model: the request"
        + " must end with the limit and may not arrive at the provider.";
  }

  @Override
  public Duration budget() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void run(ProbeRun run) {
    List<ModelRoute> asking = routes.asking();
    try (CanaryModels models = CanaryModels.ready(run, run.canaries().a())) {
      Map<String, String> generous = models.highestLimits();
      List<String> cases = new ArrayList<>();
      generous.keySet().forEach(limit -> asking.forEach(route -> cases.add(limit + ": " + route)));
      run.population("every limit that the page has, on every route that asks a model", cases);
      for (String limit : generous.keySet()) {
        Map<String, String> changed = new LinkedHashMap<>(generous);
        changed.put(limit, "0");
        run.control("a limit can be set", models.limit(changed).status() == 302);
        asking.forEach(route -> refused(run, models, route, limit));
      }
      run.control("the limits can be set back", models.limit(generous).status() == 302);
      Page answer = models.ask(asking.getFirst(), "About " + run.nonce());
      run.control("within the limits a model is asked", answer.status() == 200);
      run.echo(answer.body());
    }
  }

  private static void refused(ProbeRun run, CanaryModels models, ModelRoute route, String limit) {
    Instant since = Instant.now();
    Page answer = models.ask(route, "About " + run.nonce());
    run.attack(limit + ": " + route, models.stopped(answer, since, Stop.LIMIT));
  }
}
