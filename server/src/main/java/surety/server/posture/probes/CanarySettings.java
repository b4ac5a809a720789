package surety.server.posture.probes;

import java.util.Map;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.workspace.FigureAge;
import surety.server.workspace.Role;

/// Settings → General of the attacked workspace, changed as its owner would; put back at the end.
final class CanarySettings implements AutoCloseable {

  private final TargetBrowser owner;
  private final String path;
  private final Stored before;

  /// What is stored.
  record Stored(String name, String currency, int figureSeconds) {}

  CanarySettings(ProbeRun run, CanaryRows rows) {
    Canary canary = run.canaries().a();
    this.owner = canary.as(Role.OWNER);
    this.path = "/w/" + canary.workspace() + "/settings";
    this.before = stored(canary, rows);
  }

  /// With the run's nonce in the workspace's name, which every page of it shows.
  static CanarySettings marked(ProbeRun run, CanaryRows rows) {
    CanarySettings settings = new CanarySettings(run, rows);
    settings.rename(name(run));
    run.echo(settings.owner.get(settings.path).body());
    return settings;
  }

  static String name(ProbeRun run) {
    return "Canary " + run.nonce();
  }

  static Stored stored(Canary canary, CanaryRows rows) {
    return rows.read(
        canary,
        client ->
            client
                .sql(
                    """
                    SELECT name, reporting_currency, figures_seconds
                      FROM workspace.workspace WHERE workspace_id = ?
                    """)
                .param(1, canary.workspace().value())
                .query((row, _) -> new Stored(row.getString(1), row.getString(2), row.getInt(3)))
                .single());
  }

  String path() {
    return path;
  }

  Page figureAge(String seconds) {
    return save(before.name(), seconds);
  }

  Page rename(String name) {
    return save(name, Integer.toString(before.figureSeconds()));
  }

  /// Saves what is there already, which makes the server drop the figures that it holds.
  Page touch() {
    return rename(before.name());
  }

  private Page save(String name, String seconds) {
    return owner.post(
        path, Map.of("name", name, "currency", before.currency(), "figureSeconds", seconds));
  }

  // Not the age that was there: an interrupted run may have left a short one.
  @Override
  public void close() {
    figureAge(Integer.toString(FigureAge.LONGEST.seconds()));
  }
}
