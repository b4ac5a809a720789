package surety.server.posture.probes;

import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.workspace.Role;

/// The nonce in the name of the workspace that is attacked: whoever reads anything of it reads the
/// nonce.
final class Mark {

  private Mark() {}

  /// Has the owner rename the workspace on its page, and reads the page back.
  ///
  /// @return the owner
  static TargetBrowser plant(ProbeRun run, CanaryRows rows) {
    var settings = new CanarySettings(run, rows);
    settings.rename("Rehearsal " + run.nonce());
    TargetBrowser owner = run.canaries().a().as(Role.OWNER);
    Page page = owner.get(settings.path());
    run.control("the owner reads the name that it gave", isIn(run, page));
    run.echo(page.body());
    return owner;
  }

  /// Whether an answer tells the nonce, that is, something of the attacked workspace.
  static boolean isIn(ProbeRun run, Page page) {
    return page.text().contains(run.nonce())
        || page.headers().map().toString().contains(run.nonce());
  }
}
