package surety.server.posture.probes;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.workspace.Role;

/// Keys for programs of a workspace of the rehearsal, as its owner makes them.
final class CanaryKeys implements AutoCloseable {

  private static final Pattern KEY = Pattern.compile("surety_[A-Za-z0-9_-]{49}");
  private static final Pattern ID = Pattern.compile("/keys/([0-9a-f-]{36})");

  private final TargetBrowser owner;
  private final String path;

  CanaryKeys(Canary canary) {
    this.owner = canary.as(Role.OWNER);
    this.path = "/w/" + canary.workspace() + "/settings/keys";
  }

  /// A new key.
  ///
  /// @param use as the page has it
  String make(String use) {
    return made(use, "Rehearsal").key();
  }

  /// A key, and the page that shows it.
  record Made(String key, Page answer) {}

  /// A new key.
  ///
  /// @param use as the page has it
  Made made(String use, String name) {
    Page page = owner.post(path, Map.of("name", name, "days", "7", "use", use));
    return KEY.matcher(page.text())
        .results()
        .map(MatchResult::group)
        .findFirst()
        .map(key -> new Made(key, page))
        .orElseThrow(() -> new IllegalStateException("no key was made"));
  }

  /// Revokes all keys, also those that an interrupted run left.
  @Override
  public void close() {
    ID.matcher(owner.get(path).text())
        .results()
        .map(found -> found.group(1))
        .distinct()
        .forEach(id -> owner.post(path + "/" + id + "/revoke", Map.of()));
  }
}
