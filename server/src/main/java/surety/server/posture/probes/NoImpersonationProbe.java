package surety.server.posture.probes;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.workspace.Role;
import surety.server.workspace.WorkspaceId;

/// Asks every route for another workspace's things.
@Component
class NoImpersonationProbe implements Probe {

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final Routes routes;
  private final CanaryRows rows;

  NoImpersonationProbe(Routes routes, CanaryRows rows) {
    this.routes = routes;
    this.rows = rows;
  }

  @Override
  public String id() {
    return "no-impersonation";
  }

  @Override
  public String attack() {
    return "An owner of one workspace, and somebody signed out, ask every route for another"
        + " workspace's ids, and slip its id into headers, cookies, query and form: each answer has"
        + " to be the one that an unknown id gets, and none may tell anything.";
  }

  // Whichever runs first waits until the people of both workspaces have signed in.
  @Override
  public Duration budget() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void run(ProbeRun run) {
    TargetBrowser owner = Mark.plant(run, rows);
    List<Route> all = routes.all();
    run.population(
        "every route in the router's own table", all.stream().map(Route::toString).toList());
    var attackers = new Attackers(run.canaries().b().as(Role.OWNER), run.canaries().b().stranger());
    var prize =
        new Prize(run.canaries().a().workspace(), ids(run, owner), run.canaries().b().workspace());
    run.measured("ids of the attacked workspace", prize.ids().size(), "ids");
    run.control("the pages of a show ids to its owner", prize.ids().size() >= 3);
    for (Route route : all) {
      if (route.inWorkspace()) {
        foreignWorkspace(run, route, attackers, prize);
        ownWorkspace(run, route, attackers.member(), prize);
      } else {
        outside(run, route, attackers, prize);
      }
    }
    run.control(
        "the owner still reads its own page",
        Mark.isIn(run, owner.get("/w/" + prize.workspace() + "/settings")));
  }

  private record Attackers(TargetBrowser member, TargetBrowser stranger) {}

  private record Prize(WorkspaceId workspace, List<String> ids, WorkspaceId own) {}

  // One of each kind that the pages of a, and of its owner, name.
  private static List<String> ids(ProbeRun run, TargetBrowser owner) {
    String workspace = run.canaries().a().workspace().toString();
    Set<String> ids = new LinkedHashSet<>();
    for (String page :
        List.of("/w/" + workspace + "/members", "/w/" + workspace + "/connections", "/sessions")) {
      ID.matcher(owner.get(page).text())
          .results()
          .map(MatchResult::group)
          .filter(id -> !id.equals(workspace) && !ids.contains(id))
          .findFirst()
          .ifPresent(ids::add);
    }
    return List.copyOf(ids);
  }

  private static void foreignWorkspace(
      ProbeRun run, Route route, Attackers attackers, Prize prize) {
    for (TargetBrowser attacker : List.of(attackers.member(), attackers.stranger())) {
      Unknown unknown =
          Unknown.asked(() -> route.ask(attacker, UUID.randomUUID(), UUID.randomUUID(), Map.of()));
      // Who is signed out is stopped before any id is looked at.
      List<String> ids =
          route.namesObject() && attacker == attackers.member()
              ? prize.ids()
              : prize.ids().subList(0, 1);
      for (String id : ids) {
        Page answer = route.ask(attacker, prize.workspace(), id, Map.of());
        run.attack(route.toString(), alike(run, answer, unknown));
      }
    }
  }

  private static void ownWorkspace(ProbeRun run, Route route, TargetBrowser member, Prize prize) {
    if (route.namesObject()) {
      Unknown unknown =
          Unknown.asked(() -> route.ask(member, prize.own(), UUID.randomUUID(), Map.of()));
      for (String id : prize.ids()) {
        Page answer = route.ask(member, prize.own(), id, Map.of());
        run.attack(route.toString(), alike(run, answer, unknown));
      }
    } else if (route.reads()) {
      String path = route.path(prize.own(), "") + Smuggled.query(prize.workspace());
      Page answer = member.get(path, Smuggled.headers(prize.workspace()));
      run.attack(route.toString(), silent(run, answer));
    } else {
      Page answer = member.post(route.path(prize.own(), ""), Smuggled.form(prize.workspace()));
      run.attack(route.toString(), silent(run, answer));
    }
  }

  // A form outside the workspaces could end the attacker's own session: those without an object are
  // sent signed out, and without the token of a page.
  private static void outside(ProbeRun run, Route route, Attackers attackers, Prize prize) {
    if (route.reads()) {
      String path = route.path("", prize.ids().getFirst()) + Smuggled.query(prize.workspace());
      run.attack(
          route.toString(),
          silent(run, attackers.stranger().get(path, Smuggled.headers(prize.workspace()))));
      run.attack(
          route.toString(),
          silent(run, attackers.member().get(path, Smuggled.headers(prize.workspace()))));
    } else if (route.namesObject()) {
      Unknown unknown =
          Unknown.asked(() -> route.ask(attackers.member(), "", UUID.randomUUID(), Map.of()));
      for (String id : prize.ids()) {
        Page answer = route.ask(attackers.member(), "", id, Map.of());
        run.attack(route.toString(), alike(run, answer, unknown));
      }
    } else {
      Page answer =
          attackers
              .stranger()
              .send(
                  route.method().name(),
                  route.path("", "") + Smuggled.query(prize.workspace()),
                  Smuggled.headers(prize.workspace()),
                  new byte[0]);
      run.attack(route.toString(), silent(run, answer));
    }
  }

  private static Attempt alike(ProbeRun run, Page answer, Unknown unknown) {
    if (Mark.isIn(run, answer)) {
      return new Attempt.Succeeded("the answer tells the other workspace's name");
    }
    Page other = unknown.besides(answer);
    return Attempt.of(
        same(answer, other), "status " + answer.status() + ", for an unknown id " + other.status());
  }

  private static boolean same(Page answer, Page other) {
    return Route.visible(answer).equals(Route.visible(other));
  }

  /// What ids get that nobody has.
  ///
  /// @param before what one got before any other id was asked for
  private record Unknown(Page before, Supplier<Page> ask) {

    static Unknown asked(Supplier<Page> ask) {
      return new Unknown(ask.get(), ask);
    }

    // Between two questions a route may have had enough of them. Then it must have had enough of
    // unknown ids as well.
    Page besides(Page answer) {
      return same(answer, before) ? before : ask.get();
    }
  }

  private static Attempt silent(ProbeRun run, Page answer) {
    return Attempt.of(!Mark.isIn(run, answer), "status " + answer.status());
  }
}
