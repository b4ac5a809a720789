package surety.server.posture.probes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.workspace.Role;
import surety.server.workspace.WorkspaceId;

/// Tries to be in a workspace by anything but a session whose account is a member there.
@Component
class ScopeSourceProbe implements Probe {

  private static final String SESSION = "__Host-surety";
  private static final String FOREIGN = "the session of a member of another workspace";
  private static final String CROSSING = "interleaved requests";
  private static final int INTERLEAVED = 80;
  private static final int AT_ONCE = 8;
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final CanaryRows rows;
  private final SessionEnds ends;

  ScopeSourceProbe(CanaryRows rows, SessionEnds ends) {
    this.rows = rows;
    this.ends = ends;
  }

  @Override
  public String id() {
    return "scope-source";
  }

  @Override
  public String attack() {
    return "It alters each character of a real session cookie, cuts it, sends it in other places,"
        + " names the workspace in headers and query, keeps the cookies of sessions that"
        + " were ended or ran out, and sends 80 requests of two workspaces at once: no"
        + " answer may hold anything of a workspace that its session is no member of.";
  }

  // Whichever runs first waits until the people of both workspaces have signed in.
  @Override
  public Duration budget() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void run(ProbeRun run) throws InterruptedException, ExecutionException {
    TargetBrowser owner = Mark.plant(run, rows);
    WorkspaceId a = run.canaries().a().workspace();
    String page = "/w/" + a + "/members";
    String cookie = owner.cookie(SESSION);
    Map<String, Map<String, String>> forged = forgeries(cookie, a);
    Map<String, String> paths = places(run, page, cookie);
    List<String> cases = new ArrayList<>(forged.keySet());
    cases.addAll(paths.keySet());
    cases.addAll(List.of(FOREIGN, CROSSING));
    cases.addAll(SessionEnds.cases());
    run.population(
        "every character of a real session cookie, every place of a request, every end of a"
            + " session",
        cases);
    TargetBrowser stranger = run.canaries().a().stranger();
    run.control(
        "the same cookie as it is",
        Mark.isIn(run, stranger.get(page, Map.of("Cookie", SESSION + "=" + cookie))));
    forged.forEach((how, headers) -> run.attack(how, kept(run, stranger.get(page, headers))));
    paths.forEach((how, path) -> run.attack(how, smuggled(run, how, path, a, cookie)));
    TargetBrowser member = run.canaries().b().as(Role.OWNER);
    run.attack(FOREIGN, kept(run, member.get(page)));
    ends.attack(run, owner, page);
    interleave(run, owner, member);
  }

  private static Map<String, Map<String, String>> forgeries(String cookie, WorkspaceId a) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < cookie.length(); i++) {
      values.put("character " + (i + 1) + " altered", altered(cookie, i));
    }
    values.put("the last character cut off", cookie.substring(0, cookie.length() - 1));
    values.put("the first half", cookie.substring(0, cookie.length() / 2));
    values.put("twice", cookie + cookie);
    values.put("nothing", "");
    values.put("the workspace's id", a.toString());
    values.put("zeros", "A".repeat(cookie.length()));
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    values.forEach(
        (how, value) -> all.put("cookie: " + how, Map.of("Cookie", SESSION + "=" + value)));
    all.put("no cookie", Map.of());
    all.put("cookie under another name", Map.of("Cookie", "surety=" + cookie));
    all.put("cookie as a bearer token", Map.of("Authorization", "Bearer " + cookie));
    all.put("cookie as a header", Map.of("X-Session", cookie, "X-Auth-Token", cookie));
    return all;
  }

  private static String altered(String cookie, int at) {
    int letter = LETTERS.indexOf(cookie.charAt(at));
    char other = LETTERS.charAt((letter + 1) % LETTERS.length());
    return cookie.substring(0, at) + other + cookie.substring(at + 1);
  }

  private static Map<String, String> places(ProbeRun run, String page, String cookie) {
    String own = "/w/" + run.canaries().b().workspace() + "/settings";
    Map<String, String> places = new LinkedHashMap<>();
    places.put("cookie in the query", page + "?" + SESSION + "=" + cookie + "&session=" + cookie);
    places.put("the workspace in headers and query of another one's page", own);
    places.put("the workspace behind another one's path", own + "/..;/../" + page);
    places.put(
        "the workspace in a path parameter", own + ";workspace=" + run.canaries().a().workspace());
    return places;
  }

  private static Attempt smuggled(
      ProbeRun run, String how, String path, WorkspaceId a, String cookie) {
    if (path.contains(cookie)) {
      return kept(run, run.canaries().a().stranger().get(path));
    }
    TargetBrowser member = run.canaries().b().as(Role.OWNER);
    String query = how.contains("query") ? Smuggled.query(a) : "";
    return kept(run, member.get(path + query, Smuggled.headers(a)));
  }

  private static Attempt kept(ProbeRun run, Page page) {
    return Attempt.of(!Mark.isIn(run, page), "status " + page.status());
  }

  // Each answer has to be the asking session's own: anything else belongs to the other one.
  private static void interleave(ProbeRun run, TargetBrowser owner, TargetBrowser member)
      throws InterruptedException, ExecutionException {
    String ofA = "/w/" + run.canaries().a().workspace() + "/members";
    String ofB = "/w/" + run.canaries().b().workspace() + "/members";
    List<Callable<Boolean>> asks = new ArrayList<>();
    for (int i = 0; i < INTERLEAVED / 2; i++) {
      asks.add(() -> Mark.isIn(run, owner.get(ofA)));
      asks.add(() -> isOwn(run, member.get(ofB)));
    }
    int crossed = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<Boolean> own : threads.invokeAll(asks)) {
        crossed += own.get() ? 0 : 1;
      }
    }
    run.measured("interleaved requests", INTERLEAVED, "requests");
    run.attack(CROSSING, Attempt.of(crossed == 0, crossed + " answers of another session"));
  }

  private static boolean isOwn(ProbeRun run, Page page) {
    return page.status() == 200 && !Mark.isIn(run, page);
  }
}
