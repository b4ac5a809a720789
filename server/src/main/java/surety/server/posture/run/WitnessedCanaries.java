package surety.server.posture.run;

import surety.server.posture.probe.Canaries;
import surety.server.posture.probe.TargetBrowser;
import surety.server.workspace.Role;
import surety.server.workspace.WorkspaceId;

/// Canaries whose browsers' answers are remembered.
record WitnessedCanaries(Canaries canaries, Witness witness) implements Canaries {

  @Override
  public Canary a() {
    return new Witnessed(canaries.a(), witness);
  }

  @Override
  public Canary b() {
    return new Witnessed(canaries.b(), witness);
  }

  private record Witnessed(Canary canary, Witness witness) implements Canary {

    @Override
    public WorkspaceId workspace() {
      return canary.workspace();
    }

    @Override
    public TargetBrowser as(Role role) {
      return new WitnessedBrowser(canary.as(role), witness);
    }

    @Override
    public TargetBrowser stranger() {
      return new WitnessedBrowser(canary.stranger(), witness);
    }
  }
}
