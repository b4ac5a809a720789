package surety.server.posture.probes;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser;
import surety.server.workspace.WorkspaceId;

/// Whose a browser is, by what the pages say to it.
final class SignedInAs {

  private static final Pattern ADDRESS = Pattern.compile("class=\"you\"><span[^>]*>([^<]+)</span>");

  private SignedInAs() {}

  /// The address of a member of that workspace; without one the run ends as invalid.
  static String address(ProbeRun run, TargetBrowser browser, WorkspaceId workspace) {
    Matcher address = ADDRESS.matcher(browser.get("/w/" + workspace + "/dashboard").text());
    if (!address.find()) {
      run.unable("a member is not signed in");
    }
    return address.group(1);
  }
}
