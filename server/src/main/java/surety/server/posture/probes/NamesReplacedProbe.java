package surety.server.posture.probes;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import surety.pseudonym.EntityKind;
import surety.server.ai.names.NamesDirectory;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser.Page;

/// Asks a model about every kind of name, in the ways in which people write names, and searches the
/// bytes that arrived at the provider.
@Component
class NamesReplacedProbe implements Probe {

  private static final String AMOUNT = "1234567.89";
  private static final String TOKEN = "(?s).*\\b(Client|Project|Person|Email)_[0-9A-Z]{4,}.*";

  private final NamesDirectory directory;
  private final CanaryRows rows;
  private final Routes routes;

  NamesReplacedProbe(NamesDirectory directory, CanaryRows rows, Routes routes) {
    this.directory = directory;
    this.rows = rows;
    this.routes = routes;
  }

  @Override
  public String id() {
    return "names-replaced";
  }

  @Override
  public String attack() {
    return "Writes each kind of name that a workspace knows to a model, on every route of the"
        + " gateway, with accents in one or two characters, in capitals, with other spaces, as a"
        + " genitive and as the name of a field, and searches what arrived at the provider. A name"
        + " that only the second search stopped counts as one that got through.";
  }

  @Override
  public Duration budget() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void run(ProbeRun run) {
    Canary a = run.canaries().a();
    String mark = "Zo\u00eb " + run.nonce();
    run.vendor().plant(60, mark);
    directory.forget(a.workspace());
    try (CanaryModels models = CanaryModels.ready(run, a)) {
      Map<String, String> names = names(a, mark);
      for (EntityKind kind : EntityKind.values()) {
        String name = "Gr\u00f6\u00dfe " + run.nonce() + kind.name().toLowerCase(Locale.ROOT);
        models.add(kind, name);
        names.put("a " + kind.name().toLowerCase(Locale.ROOT) + " that an owner added", name);
      }
      attack(run, models, names);
    }
  }

  // As the systems and the list of members have them.
  private Map<String, String> names(Canary canary, String mark) {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("a client of a connected system", mark + " client");
    names.put("a project of a connected system", mark + " project");
    names.put("a person of a connected system", mark + " " + mark + " colleague");
    names.put("a deal of a connected system", mark + " deal");
    names.put("the address of a member", address(canary));
    return names;
  }

  private String address(Canary canary) {
    return rows.read(
        canary,
        client ->
            client
                .sql("SELECT email FROM workspace.member WHERE workspace_id = ? LIMIT 1")
                .param(1, canary.workspace().value())
                .query(String.class)
                .single());
  }

  private void attack(ProbeRun run, CanaryModels models, Map<String, String> names) {
    List<ModelRoute> asking = routes.asking();
    List<String> cases = new ArrayList<>();
    asking.forEach(route -> names.keySet().forEach(kind -> cases.add(route + ": " + kind)));
    run.population("every route that asks a model, from the router, and every kind of name", cases);
    for (ModelRoute route : asking) {
      names.forEach((kind, name) -> run.attack(route + ": " + kind, ask(run, models, route, name)));
    }
  }

  private static Attempt ask(ProbeRun run, CanaryModels models, ModelRoute route, String name) {
    Instant since = Instant.now();
    Page answer = models.ask(route, text(name), Map.of("metadata", Map.of(name, name)));
    Arrived arrived = Arrived.since(run, since);
    run.echo(answer.body());
    if (arrived.holds(essence(run, name))) {
      return new Attempt.Succeeded("the name arrived at the provider");
    }
    if (Stop.LEAK.isIn(answer)) {
      return new Attempt.Succeeded("the name was not replaced; the second search stopped it");
    }
    if (answer.status() != 200 || arrived.isEmpty()) {
      return new Attempt.Unclear("status " + answer.status());
    }
    run.control("amounts arrive as they are", arrived.holdsExactly(AMOUNT));
    boolean token =
        arrived.requests().stream()
            .anyMatch(
                it ->
                    new String(it.body(), java.nio.charset.StandardCharsets.UTF_8).matches(TOKEN));
    run.control("a token arrives in place of a name", token);
    return new Attempt.Refused("a token arrived");
  }

  // The part of a name that stands nowhere else.
  private static String essence(ProbeRun run, String name) {
    return name.contains("@") ? Arrived.core(name) : run.nonce();
  }

  private static String text(String name) {
    return String.join(
        "\n",
        "What of the " + AMOUNT + " is " + name + "'s share?",
        name.toUpperCase(Locale.ROOT) + ", " + name.toLowerCase(Locale.ROOT) + ".",
        "(" + Normalizer.normalize(name, Normalizer.Form.NFD) + ")",
        "**" + name.replace(' ', '\u00a0') + "**",
        "\"" + name.replace("\u00eb", "e").replace("\u00f6", "o") + "\"");
  }
}
