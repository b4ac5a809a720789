package surety.server.posture.probes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.workspace.Role;

/// Plays a person of support who wants into a workspace: without a grant, with one, and after it.
@Component
class SupportGrantProbe implements Probe {

  private static final Pattern STANDING =
      Pattern.compile("/members/support/([0-9a-f-]{36})/revoke");
  private static final Duration ENTRY_WITHIN = Duration.ofSeconds(5);
  private static final String BRIEF = "SELECT workspace.grant_support(?, ?, ?, interval '400 ms')";
  private static final String LONG =
      "SELECT workspace.grant_support(?, ?, ?, interval '72 hours 1 s')";
  private static final String HOUR = "SELECT workspace.grant_support(?, ?, ?, interval '1 hour')";

  private static final String BEFORE = "looking without a grant";
  private static final String LOGGED = "looking without an entry that says support";
  private static final String REVOKED = "looking after the grant was revoked";
  private static final String EXPIRED = "looking after the grant ended, with the same session";
  private static final String TOO_LONG = "a grant for more than 72 hours";
  private static final String BY_SYSTEM = "a grant in the server's own name, by SQL";
  private static final String BY_SELF = "a grant by support itself";
  private static final String BY_FOREIGN_OWNER = "a grant by the owner of another workspace";

  private final InjectedSql injected;
  private final Accesses accesses;
  private final Routes routes;

  SupportGrantProbe(InjectedSql injected, Accesses accesses, Routes routes) {
    this.injected = injected;
    this.accesses = accesses;
    this.routes = routes;
  }

  @Override
  public String id() {
    return "support-grant";
  }

  @Override
  public String attack() {
    return "A person from outside tries to look at a workspace without a grant, after one was"
        + " revoked and after one ended, and to do more than a viewer; everybody but an owner tries"
        + " to grant, on the page and by SQL, and an owner for more than 72 hours.";
  }

  // Whichever runs first waits until the people of both workspaces have signed in.
  @Override
  public Duration budget() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void run(ProbeRun run) throws InterruptedException {
    Visit visit = new Visit(run);
    List<Route> closed =
        routes.all().stream()
            .filter(Route::inWorkspace)
            .filter(route -> !Role.VIEWER.permissions().containsAll(route.needed()))
            .toList();
    List<String> cases = new ArrayList<>(List.of(BEFORE, LOGGED, REVOKED, EXPIRED, TOO_LONG));
    cases.addAll(List.of(BY_SYSTEM, BY_SELF, BY_FOREIGN_OWNER));
    others().forEach(role -> cases.add("a grant by role " + role));
    closed.forEach(route -> cases.add("as support: " + route));
    run.population("every role, and every route that a viewer may not use", cases);
    visit.endAll();
    run.attack(BEFORE, visit.shut());
    grants(run, visit);
    String grant = visit.grant();
    inside(run, visit, UUID.fromString(grant), closed);
    visit.end(grant);
    run.attack(REVOKED, visit.shut());
    expiry(run, visit);
  }

  private static List<Role> others() {
    return Arrays.stream(Role.values()).filter(role -> role != Role.OWNER).toList();
  }

  private void grants(ProbeRun run, Visit visit) {
    Canary a = run.canaries().a();
    for (Role role : others()) {
      run.attack("a grant by role " + role, visit.refusedTo(a.as(role), "1"));
    }
    run.attack(BY_FOREIGN_OWNER, visit.refusedTo(run.canaries().b().as(Role.OWNER), "1"));
    run.attack(BY_SELF, visit.refusedTo(visit.support, "1"));
    run.attack(TOO_LONG, visit.refusedTo(a.as(Role.OWNER), "73"));
    UUID owner = accesses.member(a, "OWNER");
    run.attack(
        TOO_LONG, refused(injected.runAs(a.workspace(), owner, Role.OWNER, LONG, visit.row())));
    run.attack(BY_SYSTEM, injected.run(a.workspace(), HOUR, visit.row()).mustBeRefused());
    UUID manager = accesses.member(a, "MANAGER");
    run.attack(
        "a grant by role MANAGER",
        injected.runAs(a.workspace(), manager, Role.OWNER, HOUR, visit.row()).mustBeRefused());
    run.attack(
        BY_FOREIGN_OWNER,
        injected
            .runAs(
                run.canaries().b().workspace(),
                owner,
                Role.OWNER,
                "INSERT INTO workspace.support_grant (workspace_id, id, email) VALUES (?, ?, ?)",
                a.workspace().value(),
                UUID.randomUUID(),
                visit.email)
            .mustBeRefused());
  }

  // Error 23514: the table's own limit.
  private static Attempt refused(Reply reply) {
    return Attempt.of(reply.state().equals("23514") || reply.refused(), "state " + reply.state());
  }

  private void inside(ProbeRun run, Visit visit, UUID grant, List<Route> closed)
      throws InterruptedException {
    Canary a = run.canaries().a();
    Instant before = accesses.now(a);
    run.control("with a grant the person looks", visit.look().status() == 200);
    for (Route route : closed) {
      Page page = route.ask(visit.support, a.workspace(), UUID.randomUUID(), Map.of());
      run.attack(
          "as support: " + route, Attempt.of(page.status() == 403, "status " + page.status()));
    }
    run.attack(LOGGED, logged(a, grant, before));
  }

  private Attempt logged(Canary a, UUID grant, Instant before) throws InterruptedException {
    long until = System.nanoTime() + ENTRY_WITHIN.toNanos();
    List<String> letters = List.of();
    while (letters.isEmpty() && System.nanoTime() < until) {
      letters =
          accesses.since(a, before).stream()
              .filter(entry -> entry.principal().equals(grant))
              .map(Accesses.Entry::accessor)
              .distinct()
              .toList();
      Thread.sleep(letters.isEmpty() ? 50 : 0);
    }
    return Attempt.of(letters.equals(List.of("p")), "entries of capacity " + letters);
  }

  private void expiry(ProbeRun run, Visit visit) throws InterruptedException {
    Canary a = run.canaries().a();
    UUID owner = accesses.member(a, "OWNER");
    Reply granted = injected.keepAs(a.workspace(), owner, Role.OWNER, BRIEF, visit.row());
    run.control("a grant of a moment is accepted", granted.done());
    Thread.sleep(450);
    run.attack(EXPIRED, visit.shut());
  }

  /// The person of support, and the owner who lets it in.
  private static final class Visit {

    private final ProbeRun run;
    private final TargetBrowser owner;
    private final TargetBrowser support;
    private final String workspace;
    private final String email;

    Visit(ProbeRun run) {
      this.run = run;
      this.owner = run.canaries().a().as(Role.OWNER);
      this.support = run.canaries().b().as(Role.REP);
      this.workspace = "/w/" + run.canaries().a().workspace();
      this.email = SignedInAs.address(run, support, run.canaries().b().workspace());
    }

    @org.jspecify.annotations.Nullable
    Object[] row() {
      return new Object[] {UUID.randomUUID(), email, run.nonce()};
    }

    Page look() {
      return support.get(workspace + "/dashboard");
    }

    Attempt shut() {
      int status = look().status();
      return Attempt.of(status == 404, "status " + status);
    }

    private Page post(TargetBrowser browser, String hours) {
      Map<String, String> form = new LinkedHashMap<>();
      form.put("email", email);
      form.put("hours", hours);
      form.put("reason", run.nonce());
      return browser.post(workspace + "/members/support", form);
    }

    Attempt refusedTo(TargetBrowser browser, String hours) {
      int status = post(browser, hours).status();
      boolean expected = status == 403 || status == 404 || status == 422;
      return Attempt.of(expected, "status " + status);
    }

    /// Grants on the page.
    String grant() {
      run.control("the owner grants on the page", post(owner, "1").status() == 302);
      Page page = owner.get(workspace + "/members/support");
      run.echo(page.body());
      Matcher standing = STANDING.matcher(page.text());
      if (!standing.find()) {
        run.unable("the grant is not on the page");
      }
      return standing.group(1);
    }

    void end(String grant) {
      int status =
          owner.post(workspace + "/members/support/" + grant + "/revoke", Map.of()).status();
      run.control("the owner revokes on the page", status == 302);
    }

    // What an interrupted run left.
    void endAll() {
      Matcher standing = STANDING.matcher(owner.get(workspace + "/members/support").text());
      while (standing.find()) {
        end(standing.group(1));
      }
    }
  }
}
