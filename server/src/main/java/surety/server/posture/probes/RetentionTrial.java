package surety.server.posture.probes;

import java.util.Map;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.workspace.Role;

/// A workspace that keeps its trail for a time that its owner chose, with an entry of its own at
/// either side of the end of that time.
///
/// @param days the time
record RetentionTrial(CanaryRows rows, Canary canary, int days) {

  /// Has the owner choose, on the page.
  boolean choose() {
    String path = path();
    canary.as(Role.OWNER).post(path, form());
    return canary.as(Role.OWNER).get(path).text().contains("value=\"" + days + "\"");
  }

  /// Whether a manager, who sees the same page, is refused.
  Attempt chosenByManager() {
    Page answer = canary.as(Role.MANAGER).post(path(), form());
    return Attempt.of(answer.status() == 403, "status " + answer.status());
  }

  /// Plants an entry of the last day but one that is kept, and one of the first that is not.
  void plant() {
    plant(days - 1);
    plant(days + 1);
  }

  /// Whether both are there.
  boolean planted() {
    return has(days - 1) && has(days + 1);
  }

  /// Reports which of the two are there now.
  void report(ProbeRun run, String within, String past) {
    boolean kept = has(days - 1);
    boolean removed = !has(days + 1);
    run.attack(within, Attempt.of(kept, kept ? "kept" : "removed too early"));
    run.attack(past, Attempt.of(removed, removed ? "removed" : "kept"));
  }

  private String path() {
    return "/w/" + canary.workspace() + "/security/retention";
  }

  private Map<String, String> form() {
    return Map.of("days", Integer.toString(days));
  }

  private void plant(int daysAgo) {
    rows.writeTrail(
        canary,
        client ->
            client
                .sql("SELECT audit.prepare_past_entry(?)")
                .param(1, daysAgo)
                .query(Long.class)
                .single());
  }

  private boolean has(int daysAgo) {
    return rows.readTrail(
        canary,
        client ->
            client
                .sql(
                    """
                    SELECT count(*) > 0 FROM audit.access
                     WHERE workspace_id = ? AND action = 'RETENTION_TRIAL'
                       AND (at AT TIME ZONE 'UTC')::date
                           = (clock_timestamp() AT TIME ZONE 'UTC')::date - ?
                    """)
                .params(canary.workspace().value(), daysAgo)
                .query(Boolean.class)
                .single());
  }
}
