package surety.server.posture.probes;

import org.springframework.stereotype.Component;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;

/// Holds the place of the attack on what goes to model providers, and shows nothing. The claims
/// that name it say so and are unproven.
@Component
class AiPseudonyms implements Probe {

  @Override
  public String id() {
    return "ai-pseudonyms";
  }

  @Override
  public String attack() {
    return "None yet: nothing here attacks the gateway to model providers.";
  }

  @Override
  public void run(ProbeRun run) {
    run.unable("no probe attacks the gateway to model providers yet");
  }
}
