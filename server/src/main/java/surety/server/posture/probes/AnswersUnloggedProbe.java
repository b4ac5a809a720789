package surety.server.posture.probes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser.Page;

/// Has a model answer with a text that is like no other, and reads along with the server's log.
@Component
class AnswersUnloggedProbe implements Probe {

  // Whoever reads the log must see at once that nothing is wrong.
  private static final String CONTROL =
      "no fault: the check answers-unlogged wrote this line to see that it finds what is logged: ";

  private final Routes routes;

  AnswersUnloggedProbe(Routes routes) {
    this.routes = routes;
  }

  @Override
  public String id() {
    return "answers-unlogged";
  }

  @Override
  public String attack() {
    return "Has a model answer with a text that is like no other, whole, as a stream and as an"
        + " error, on every route that answers with text, and reads every line that the"
        + " server logs meanwhile.";
  }

  @Override
  public Duration budget() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void run(ProbeRun run) {
    List<String> cases = new ArrayList<>();
    List<ModelRoute> writing = routes.writing();
    for (ModelRoute route : writing) {
      cases.add(route + ": whole");
      cases.add(route + ": stream");
    }
    run.population("every route that answers with text, whole and as a stream", cases);
    try (CanaryModels models = CanaryModels.ready(run, run.canaries().a());
        LogLines log = LogLines.reading()) {
      LoggerFactory.getLogger(AnswersUnloggedProbe.class)
          .warn("{}{}", CONTROL, "probe" + run.nonce());
      run.control("a line that is logged is read", log.holds("probe" + run.nonce()));
      String label = "verdict" + run.nonce();
      run.models().says(_ -> "{\"label\":\"" + label + "\",\"score\":0.97}");
      for (ModelRoute route : writing) {
        answered(run, models, log, route, label, false);
        answered(run, models, log, route, label, true);
      }
    }
  }

  private static void answered(
      ProbeRun run,
      CanaryModels models,
      LogLines log,
      ModelRoute route,
      String label,
      boolean stream) {
    Page answer = models.ask(route, "Judge this", Map.of("stream", stream));
    run.control(
        "the program reads the answer", answer.status() == 200 && Said.in(answer).contains(label));
    if (!stream) {
      run.echo(answer.body());
    }
    boolean logged = log.holds(label);
    run.attack(
        route + (stream ? ": stream" : ": whole"),
        Attempt.of(!logged, logged ? "the answer is in the log" : "not in the log"));
    log.clear();
  }
}
