package surety.server.posture.probes;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import surety.server.ai.provider.Dialect;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.RecordingVendor.Request;
import surety.server.posture.probe.TargetBrowser.Page;

/// Asks for what providers offer for training, files, batches and feedback, and for their keeping
/// of requests.
@Component
class TrainingPathsProbe implements Probe {

  private static final List<String> TRAINING =
      List.of(
          "/assistants",
          "/batches",
          "/chat/completions/rehearsal/feedback",
          "/conversations",
          "/evals",
          "/feedback",
          "/files",
          "/fine_tuning/jobs",
          "/fine_tuning/alpha/graders/run",
          "/messages/batches",
          "/skills",
          "/threads",
          "/uploads",
          "/vector_stores");
  private static final String PERMITTED = "arrives where it was sent";

  private final Routes routes;

  TrainingPathsProbe(Routes routes) {
    this.routes = routes;
  }

  @Override
  public String id() {
    return "training-paths";
  }

  @Override
  public String attack() {
    return "Asks, in every form that the gateway speaks, for the providers' own interfaces for"
        + " training, files, batches, evaluations and feedback, has providers keep requests,"
        + " and compares where each permitted request arrives with where it was sent.";
  }

  @Override
  public Duration budget() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void run(ProbeRun run) {
    List<ModelRoute> all = routes.toModels();
    Set<String> forms = new TreeSet<>();
    all.forEach(route -> forms.add(route.pattern().replaceFirst("/v1/.*", "/v1")));
    List<String> cases = new ArrayList<>();
    forms.forEach(form -> TRAINING.forEach(path -> cases.add("POST " + form + path)));
    all.forEach(route -> cases.add(route + ": " + PERMITTED));
    routes.writing().forEach(route -> cases.add(route + ": kept by the provider"));
    run.population(
        "every form of the gateway with each interface for training, and every route of the router",
        cases);
    try (CanaryModels models = CanaryModels.ready(run, run.canaries().a())) {
      for (String form : forms) {
        TRAINING.forEach(path -> training(run, models, form + path));
      }
      all.forEach(route -> permitted(run, models, route));
      routes.writing().forEach(route -> kept(run, models, route));
    }
  }

  private static void training(ProbeRun run, CanaryModels models, String path) {
    Dialect form =
        path.contains("/" + Dialect.ANTHROPIC.key() + "/") ? Dialect.ANTHROPIC : Dialect.OPENAI;
    Instant since = Instant.now();
    byte[] body =
        "{\"model\":\"stand-in-1\",\"training_file\":\"f\"}".getBytes(StandardCharsets.UTF_8);
    Page answer = models.ask("POST", path, form, body);
    run.attack("POST " + path, models.stopped(answer, since, Stop.NO_SUCH_PLACE));
  }

  private static void permitted(ProbeRun run, CanaryModels models, ModelRoute route) {
    Instant since = Instant.now();
    Page answer = models.ask(route, "About " + run.nonce());
    run.control("what is permitted is answered", answer.status() == 200);
    run.echo(answer.body());
    String path = URI.create(run.models().base(route.form())).getPath() + route.tail();
    List<String> arrived = run.models().requests(since).stream().map(Request::path).toList();
    run.attack(
        route + ": " + PERMITTED,
        Attempt.of(arrived.equals(List.of(path)), "arrived at " + arrived));
  }

  private static void kept(ProbeRun run, CanaryModels models, ModelRoute route) {
    List<String> kept = new ArrayList<>();
    for (String field : route.keeping()) {
      Instant since = Instant.now();
      Page answer = models.ask(route, "About " + run.nonce(), Map.of(field, true));
      if (!(models.stopped(answer, since, Stop.FIELD) instanceof Attempt.Refused)) {
        kept.add(field);
      }
    }
    Instant since = Instant.now();
    models.ask(route, "About " + run.nonce());
    if (Arrived.since(run, since).holdsExactly("\"store\":true")) {
      kept.add("store, by the server");
    }
    run.attack(route + ": kept by the provider", Attempt.of(kept.isEmpty(), "passed: " + kept));
  }
}
