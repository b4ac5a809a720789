package surety.server.posture.probes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import surety.server.insight.Figures;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser;
import surety.server.workspace.PrincipalId;

/// Tries to leave entries that say too little, or that say it was somebody else.
@Component
class EntryShapeProbe implements Probe {

  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final String BY_HEADER = "a member's request that claims another capacity";
  private static final String BY_SERVER = "the server's own access";
  private static final String CHANGED = "an entry that is changed or removed";
  private static final String FOREIGN = "an entry in another workspace's trail";

  // The arguments of audit.append_access after the scopes, in its order; `%s` is what is tried.
  private static final Map<String, String> WHOLE = whole();

  private final InjectedSql injected;
  private final Accesses accesses;
  private final CanaryRows rows;
  private final Figures figures;

  EntryShapeProbe(InjectedSql injected, Accesses accesses, CanaryRows rows, Figures figures) {
    this.injected = injected;
    this.accesses = accesses;
    this.rows = rows;
    this.figures = figures;
  }

  @Override
  public String id() {
    return "entry-shape";
  }

  @Override
  public String attack() {
    return "A member's request claims in headers, cookies and query to come from the server or from"
        + " support; injected SQL writes entries without action, data, outcome or id, with made-up"
        + " ones, for another workspace, and changes entries that are there.";
  }

  // Whichever runs first waits until the people of both workspaces have signed in.
  @Override
  public Duration budget() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void run(ProbeRun run) throws InterruptedException {
    Map<String, String> broken = broken();
    List<String> cases = new ArrayList<>(broken.keySet());
    cases.addAll(List.of(BY_HEADER, BY_SERVER, CHANGED, FOREIGN));
    run.population("every argument of the function that writes entries, and every capacity", cases);
    TargetBrowser owner = Mark.plant(run, rows);
    Canary a = run.canaries().a();
    run.attack(BY_HEADER, claimed(a, owner));
    run.attack(BY_SERVER, server(a));
    Reply whole = injected.run(a.workspace(), append(WHOLE, "current_setting('surety.scope')"));
    run.control("a whole entry is written", whole.done());
    broken.forEach((how, sql) -> run.attack(how, refused(injected.run(a.workspace(), sql))));
    run.attack(FOREIGN, foreign(run, a).mustBeRefused());
    for (String change :
        List.of(
            "UPDATE audit.access SET accessor = 's'",
            "DELETE FROM audit.access",
            "INSERT INTO audit.access (workspace_id) VALUES ('%s')".formatted(a.workspace()))) {
      run.attack(CHANGED, injected.run(a.workspace(), change).mustBeRefused());
    }
  }

  // What the owner asks for is the owner's, whatever the request says.
  private Attempt claimed(Canary a, TargetBrowser owner) {
    UUID member = accesses.member(a, "OWNER");
    Instant before = accesses.now(a);
    Map<String, String> headers = new LinkedHashMap<>(Smuggled.headers(a.workspace()));
    headers.put("X-Accessor", "system");
    headers.put("X-Surety-Accessor", "s");
    headers.put("X-Principal", PrincipalId.SYSTEM.value().toString());
    headers.put("Cookie", "accessor=system; principal=" + PrincipalId.SYSTEM.value());
    String query = "principal=" + PrincipalId.SYSTEM.value() + "&actor=system";
    owner.get("/w/" + a.workspace() + "/security?" + query, headers);
    Instant after = accesses.now(a);
    List<Accesses.Entry> looks =
        accesses.since(a, before).stream().filter(e -> e.action().equals("TRAIL_READ")).toList();
    boolean right =
        !looks.isEmpty()
            && looks.stream()
                .allMatch(
                    e ->
                        e.accessor().equals("u")
                            && e.principal().equals(member)
                            && !e.at().isAfter(after));
    return Attempt.of(right, looks.size() + " entries, capacities " + capacities(looks));
  }

  private Attempt server(Canary a) throws InterruptedException {
    Instant before = accesses.now(a);
    figures.refresh(rows.figures(a));
    List<Accesses.Entry> refreshes = List.of();
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (refreshes.isEmpty() && System.nanoTime() < until) {
      Thread.sleep(20);
      refreshes =
          accesses.since(a, before).stream()
              .filter(e -> e.action().equals("SCHEDULED_REFRESH"))
              .toList();
    }
    boolean right =
        !refreshes.isEmpty()
            && refreshes.stream()
                .allMatch(
                    e ->
                        e.accessor().equals("s")
                            && e.principal().equals(PrincipalId.SYSTEM.value()));
    return Attempt.of(right, "capacities " + capacities(refreshes));
  }

  private static List<String> capacities(List<Accesses.Entry> entries) {
    return entries.stream().map(Accesses.Entry::accessor).distinct().toList();
  }

  private static Map<String, String> whole() {
    Map<String, String> arguments = new LinkedHashMap<>();
    arguments.put("scope_of", "ARRAY[1]");
    arguments.put("id", "ARRAY[gen_random_uuid()]");
    arguments.put("action", "ARRAY['TRAIL_READ']");
    arguments.put("data kind", "ARRAY['access-trail']");
    arguments.put("first day", "ARRAY[NULL]::date[]");
    arguments.put("last day", "ARRAY[NULL]::date[]");
    arguments.put("connection", "ARRAY[NULL]::uuid[]");
    arguments.put("count", "ARRAY[0]::bigint[]");
    arguments.put("outcome", "ARRAY['BEGUN']");
    arguments.put("completes", "ARRAY[NULL]::uuid[]");
    return arguments;
  }

  private static String append(Map<String, String> arguments, String scope) {
    return "SELECT audit.append_access(ARRAY["
        + scope
        + "], "
        + String.join(", ", arguments.values())
        + ")::text";
  }

  private static Map<String, String> broken() {
    Map<String, String> broken = new LinkedHashMap<>();
    Map.of("id", "uuid", "action", "text", "data kind", "text", "outcome", "text")
        .forEach(
            (part, type) ->
                broken.put("an entry without " + part, with(part, "ARRAY[NULL]::" + type + "[]")));
    broken.put("an entry with a made-up outcome", with("outcome", "ARRAY['FINE']"));
    broken.put("an entry with a text for an action", with("action", "ARRAY['<script>']"));
    broken.put("an entry with a text for data", with("data kind", "ARRAY['All of it!']"));
    broken.put("an entry with fewer records than none", with("count", "ARRAY[-1]::bigint[]"));
    broken.put("an entry of no scope", with("scope_of", "ARRAY[2]"));
    for (String letter : List.of("s", "a", "p")) {
      String scope = "overlay(current_setting('surety.scope') placing '%s' from 78)";
      String other = letter.equals("s") ? "u" : letter;
      broken.put("an entry by a scope of capacity " + other, append(WHOLE, scope.formatted(other)));
    }
    return broken;
  }

  private static String with(String part, String value) {
    Map<String, String> arguments = new LinkedHashMap<>(WHOLE);
    arguments.put(part, value);
    return append(arguments, "current_setting('surety.scope')");
  }

  // Any refusal will do: by the scope, by a constraint, or because no workspace is found.
  private static Attempt refused(Reply reply) {
    boolean known = reply.refused() || reply.state().startsWith("23");
    return known
        ? new Attempt.Refused("state " + reply.state())
        : new Attempt.Succeeded("state " + reply.state());
  }

  private Reply foreign(ProbeRun run, Canary a) {
    String scope =
        "overlay(current_setting('surety.scope') placing '%s' from 4)".formatted(a.workspace());
    return injected.run(run.canaries().b().workspace(), append(WHOLE, scope));
  }
}
