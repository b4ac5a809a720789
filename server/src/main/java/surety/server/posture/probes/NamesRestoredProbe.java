package surety.server.posture.probes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import surety.pseudonym.EntityKind;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser.Page;

/// Has a model answer with tokens in the ways in which models write them, with a token that nobody
/// was given, and with another workspace's.
@Component
class NamesRestoredProbe implements Probe {

  private static final Pattern TOKEN = Pattern.compile("\\bClient_[0-9A-Z]{4,}");
  private static final String NOBODYS = "Client_ZZZZZ";
  private static final List<String> WAYS =
      List.of("as it came", "as a genitive", "in bold", "in small letters");
  private static final String INVENTED = "a token that nobody was given";
  private static final String FOREIGN = "a token of another workspace";

  private final Routes routes;

  NamesRestoredProbe(Routes routes) {
    this.routes = routes;
  }

  @Override
  public String id() {
    return "names-restored";
  }

  @Override
  public String attack() {
    return "Has the provider answer with tokens as they came, as a genitive, in bold and in small"
        + " letters, in one piece and cut every third character, with one that nobody was given and"
        + " one of another workspace, and compares what the program reads.";
  }

  @Override
  public Duration budget() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void run(ProbeRun run) {
    String own = "Kalomira " + run.nonce() + " Partners";
    String foreign = "Vesperin " + run.nonce() + " Partners";
    List<ModelRoute> writing = routes.writing();
    List<String> cases = new ArrayList<>();
    for (ModelRoute route : writing) {
      for (boolean stream : List.of(false, true)) {
        WAYS.forEach(way -> cases.add(name(route, stream, way)));
        cases.add(name(route, stream, INVENTED));
        cases.add(name(route, stream, FOREIGN));
      }
    }
    run.population("every route that answers with text, whole and as a stream", cases);
    String token = tokenOf(run, foreign);
    try (CanaryModels models = CanaryModels.ready(run, run.canaries().a())) {
      models.add(EntityKind.CLIENT, own);
      for (ModelRoute route : writing) {
        for (boolean stream : List.of(false, true)) {
          answer(run, models, route, stream, own, token);
        }
      }
    }
  }

  // Which token stands for a name of the other workspace.
  private String tokenOf(ProbeRun run, String name) {
    try (CanaryModels models = CanaryModels.ready(run, run.canaries().b())) {
      models.add(EntityKind.CLIENT, name);
      Instant since = Instant.now();
      models.ask(routes.writing().getFirst(), "About " + name);
      return run.models().requests(since).stream()
          .map(it -> TOKEN.matcher(new String(it.body(), java.nio.charset.StandardCharsets.UTF_8)))
          .filter(Matcher::find)
          .map(Matcher::group)
          .findFirst()
          .orElse(NOBODYS);
    }
  }

  private static String name(ModelRoute route, boolean stream, String way) {
    return route + (stream ? ", stream: " : ": ") + way;
  }

  private static void answer(
      ProbeRun run,
      CanaryModels models,
      ModelRoute route,
      boolean stream,
      String own,
      String foreign) {
    run.models().says(asked -> written(asked, foreign));
    Page answer = models.ask(route, "About " + own, stream ? Map.of("stream", true) : Map.of());
    String read = Said.in(answer);
    run.control("the program is answered", answer.status() == 200);
    run.echo(answer.body());
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put(WAYS.get(0), "(" + own + ")");
    expected.put(WAYS.get(1), "(" + own + "'s)");
    expected.put(WAYS.get(2), "(**" + own + "**)");
    expected.put(WAYS.get(3), "(small " + own + ")");
    expected.put(INVENTED, "(" + NOBODYS + ")");
    expected.put(FOREIGN, "(" + foreign + ")");
    expected.forEach(
        (way, text) ->
            run.attack(
                name(route, stream, way), Attempt.of(read.contains(text), "read by the program")));
  }

  private static String written(String asked, String foreign) {
    Matcher found = TOKEN.matcher(asked);
    String token = found.find() ? found.group() : "nothing";
    return "(%s) (%s's) (**%s**) (small %s) (%s) (%s)"
        .formatted(token, token, token, token.toLowerCase(Locale.ROOT), NOBODYS, foreign);
  }
}
