package surety.server.posture.probes;

import org.springframework.stereotype.Component;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;

/// Holds the place of the attack on what goes to model providers, and shows nothing: there is no
/// such path. The claims that name it say so and are unproven.
@Component
class AiPseudonyms implements Probe {

  @Override
  public String id() {
    return "ai-pseudonyms";
  }

  @Override
  public String attack() {
    return "None yet: this server has no path to a model provider.";
  }

  @Override
  public void run(ProbeRun run) {
    run.unable("this server has no path to a model provider yet, so there is nothing to attack");
  }
}
