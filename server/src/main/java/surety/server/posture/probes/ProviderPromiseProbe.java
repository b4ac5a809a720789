package surety.server.posture.probes;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import surety.server.ai.provider.Dialect;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser.Page;

/// Asks providers whose promise not to train is missing, run out or taken back, and records
/// promises that are none.
@Component
class ProviderPromiseProbe implements Probe {

  private static final String NONE = "no promise";
  private static final String OVER = "a promise that ran out yesterday";
  private static final String BACK = "a promise that was taken back";

  private final CanaryRows rows;
  private final Routes routes;

  ProviderPromiseProbe(CanaryRows rows, Routes routes) {
    this.rows = rows;
    this.routes = routes;
  }

  @Override
  public String id() {
    return "provider-promise";
  }

  @Override
  public String attack() {
    return "Asks on every route of the gateway while the provider's promise not to train on what it"
        + " gets is missing, has run out or was taken back, and records promises without a"
        + " document, by nobody, from tomorrow on or for more than twelve months.";
  }

  @Override
  public Duration budget() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void run(ProbeRun run) {
    List<ModelRoute> all = routes.toModels();
    Map<String, Map<String, String>> unfit = unfit();
    List<String> cases = new ArrayList<>(unfit.keySet());
    for (ModelRoute route : all) {
      List.of(NONE, OVER, BACK).forEach(what -> cases.add(route + ": " + what));
    }
    run.population("every route of the gateway, from the router, without a promise", cases);
    try (CanaryModels models = CanaryModels.bare(run, run.canaries().a())) {
      for (Dialect form : Dialect.values()) {
        int chosen = models.choose(run.models().base(form)).status();
        run.control("a provider can be chosen", chosen == 302);
      }
      all.forEach(route -> refused(run, models, route, NONE));
      unfit.forEach((what, form) -> record(run, models, what, form));
      models.promise();
      all.forEach(route -> served(run, models, route));
      runOut(run);
      all.forEach(route -> refused(run, models, route, OVER));
      models.promise();
      all.forEach(route -> served(run, models, route));
      models.withdraw();
      all.forEach(route -> refused(run, models, route, BACK));
    }
  }

  private static Map<String, Map<String, String>> unfit() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Map<String, Map<String, String>> unfit = new LinkedHashMap<>();
    unfit.put(
        "a promise from tomorrow on",
        CanaryModels.promiseUntil(today.plusDays(1), today.plusDays(9)));
    unfit.put("a promise for two years", CanaryModels.promiseUntil(today, today.plusYears(2)));
    for (String field : List.of("document", "saidBy")) {
      Map<String, String> form = CanaryModels.promiseUntil(today, today.plusDays(9));
      form.put(field, "");
      unfit.put("a promise without " + field, form);
    }
    return unfit;
  }

  private static void record(
      ProbeRun run, CanaryModels models, String what, Map<String, String> form) {
    List<Integer> statuses =
        models.providers().stream().map(id -> models.promise(id, form).status()).toList();
    boolean refused = !statuses.isEmpty() && statuses.stream().allMatch(status -> status == 422);
    run.attack(
        what,
        refused || statuses.contains(302)
            ? Attempt.of(refused, "status " + statuses)
            : new Attempt.Unclear("status " + statuses));
  }

  private static void refused(ProbeRun run, CanaryModels models, ModelRoute route, String what) {
    Instant since = Instant.now();
    Page answer = models.ask(route, "About " + run.nonce());
    run.attack(route + ": " + what, models.stopped(answer, since, Stop.NO_PROMISE));
  }

  private static void served(ProbeRun run, CanaryModels models, ModelRoute route) {
    Page answer = models.ask(route, "About " + run.nonce());
    run.control("with a promise the provider is asked", answer.status() == 200);
    run.echo(answer.body());
  }

  // As time would have it.
  private void runOut(ProbeRun run) {
    int changed =
        rows.writeSettings(
            run.canaries().a(),
            client ->
                client
                    .sql(
                        """
                        UPDATE ai.attestation
                           SET issued_on = (now() AT TIME ZONE 'UTC')::date - 30,
                               expires_on = (now() AT TIME ZONE 'UTC')::date - 1
                         WHERE workspace_id = ?
                        """)
                    .param(1, run.canaries().a().workspace().value())
                    .update());
    run.control("promises were moved into the past", changed >= Dialect.values().length);
  }
}
