package surety.server.posture.probes;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.workspace.Role;

/// Brings about every sort of event that touches the security of a workspace, and looks for one
/// entry of each in its stored trail.
@Component
class SecurityEventsProbe implements Probe {

  private static final String SIGN_IN = "a sign-in";
  private static final String CODE = "a wrong code";
  private static final String KEY = "a program whose key does not permit what it asks";
  private static final String KEY_MADE = "a key for programs that is made";
  private static final String USED = "a stored credential that is tried";
  private static final String SUPPORT = "support that is let in";
  private static final String POLICY = "a policy that is changed";

  private static final Pattern GRANT = Pattern.compile("/support/([0-9a-f-]{36})/revoke");

  private final Routes routes;
  private final Accesses accesses;
  private final CanaryRows rows;
  private final TrialSessions sessions;

  SecurityEventsProbe(Routes routes, Accesses accesses, CanaryRows rows, TrialSessions sessions) {
    this.routes = routes;
    this.accesses = accesses;
    this.rows = rows;
    this.sessions = sessions;
  }

  @Override
  public String id() {
    return "security-events";
  }

  @Override
  public String attack() {
    return "It signs in, types a wrong code, asks for every page and act that a viewer may not"
        + " have, has a key ask for too much, has a credential tried, lets support in and changes"
        + " a policy, and looks for one stored entry of each.";
  }

  // Whichever runs first waits until the people of both workspaces have signed in.
  @Override
  public Duration budget() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void run(ProbeRun run) {
    List<Route> closed =
        routes.all().stream()
            .filter(Route::inWorkspace)
            .filter(route -> !Role.VIEWER.permissions().containsAll(route.needed()))
            .toList();
    List<String> cases = new ArrayList<>();
    cases.addAll(List.of(SIGN_IN, CODE, KEY, KEY_MADE, USED, SUPPORT, POLICY));
    closed.forEach(route -> cases.add("refused: " + route));
    run.population("every route that a viewer may not use, and each sort of event", cases);
    Canary a = run.canaries().a();
    Instant renamed = accesses.now(a);
    TargetBrowser owner = Mark.plant(run, rows);
    UUID member = accesses.member(a, "OWNER");
    run.attack(POLICY, changed(a, renamed, "workspace.workspace", member));
    signIns(run, a, owner, member);
    refused(run, a, closed);
    credential(run, a, member);
    support(run, a, owner, member);
    keys(run, a, member);
  }

  private void signIns(ProbeRun run, Canary a, TargetBrowser owner, UUID member) {
    String address = SignedInAs.address(run, owner, a.workspace());
    Instant before = accesses.now(a);
    TrialSessions.Trial trial = sessions.open(address);
    run.attack(SIGN_IN, one(a, before, is("SIGN_IN", "COMPLETED", member)));
    owner.post("/sessions/" + trial.id() + "/end", Map.of());
    before = accesses.now(a);
    sessions.typeWrongCode(address);
    run.attack(CODE, one(a, before, is("SIGN_IN_CODE", "REFUSED", member)));
  }

  private void refused(ProbeRun run, Canary a, List<Route> closed) {
    TargetBrowser viewer = a.as(Role.VIEWER);
    UUID member = accesses.member(a, "VIEWER");
    for (Route route : closed) {
      Instant before = accesses.now(a);
      Page page = route.ask(viewer, a.workspace(), UUID.randomUUID(), Map.of());
      if (page.status() != 403) {
        run.unable(route + " is not refused: status " + page.status());
      }
      run.attack("refused: " + route, one(a, before, is("PERMISSION", "REFUSED", member)));
    }
  }

  private void credential(ProbeRun run, Canary a, UUID member) {
    CanaryConnection connection = new CanaryConnection(run, rows);
    Instant before = accesses.now(a);
    run.control("the connection works", connection.works(connection.stored()));
    run.attack(USED, one(a, before, is("CONNECTION_TEST", "BEGUN", member)));
  }

  private void support(ProbeRun run, Canary a, TargetBrowser owner, UUID member) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("email", "support@" + run.nonce() + ".invalid");
    form.put("hours", "1");
    form.put("reason", run.nonce());
    Instant before = accesses.now(a);
    Page page = owner.post("/w/" + a.workspace() + "/members/support", form);
    run.control("the owner lets support in", page.status() == 302);
    run.attack(SUPPORT, changed(a, before, "workspace.support_grant", member));
    String path = "/w/" + a.workspace() + "/members/support";
    GRANT
        .matcher(owner.get(path).text())
        .results()
        .forEach(grant -> owner.post(path + "/" + grant.group(1) + "/revoke", Map.of()));
  }

  private void keys(ProbeRun run, Canary a, UUID member) {
    ModelRoute asking = routes.asking().getFirst();
    try (CanaryKeys keys = new CanaryKeys(a)) {
      Instant before = accesses.now(a);
      String key = keys.make("figures");
      run.attack(KEY_MADE, changed(a, before, "identity.api_key", member));
      before = accesses.now(a);
      Map<String, String> headers =
          Map.of("Content-Type", "application/json", "Authorization", "Bearer " + key);
      byte[] body = asking.body("Hello", Map.of());
      Page page = a.stranger().send("POST", asking.path(), headers, body);
      run.control("the key is known and does not permit it", page.status() == 403);
      run.attack(KEY, one(a, before, entry -> isOfProgram(entry, "PERMISSION")));
    }
  }

  private static boolean isOfProgram(Accesses.Entry entry, String action) {
    return entry.accessor().equals("a")
        && entry.action().equals(action)
        && entry.outcome().equals("REFUSED");
  }

  /// An entry of a member.
  private static Predicate<Accesses.Entry> is(String action, String outcome, UUID member) {
    return entry ->
        entry.action().equals(action)
            && entry.outcome().equals(outcome)
            && entry.accessor().equals("u")
            && entry.principal().equals(member);
  }

  private Attempt one(Canary a, Instant before, Predicate<Accesses.Entry> wanted) {
    long found = accesses.since(a, before).stream().filter(wanted).count();
    return Attempt.of(found == 1, found + " entries");
  }

  private Attempt changed(Canary a, Instant before, String table, UUID member) {
    int found =
        rows.readTrail(
            a,
            client ->
                client
                    .sql(
                        """
                        SELECT count(*) FROM audit.change
                         WHERE workspace_id = ? AND at >= ? AND table_name = ?
                           AND accessor = 'u' AND principal = ?
                        """)
                    .params(a.workspace().value(), before.atOffset(ZoneOffset.UTC), table, member)
                    .query(Integer.class)
                    .single());
    return Attempt.of(found == 1, found + " entries");
  }
}
