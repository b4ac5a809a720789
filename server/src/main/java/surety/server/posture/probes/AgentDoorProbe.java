package surety.server.posture.probes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import surety.pseudonym.EntityKind;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.RecordingVendor.Request;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.posture.probes.CanaryAgent.Tool;
import surety.server.posture.scan.Needle;
import surety.server.posture.scan.Scanner;
import surety.server.workspace.Role;

/// Calls every tool of the endpoint for agents, and searches the answers, the trail and the
/// vendor's own log of requests; and comes to that door in every wrong way.
@Component
class AgentDoorProbe implements Probe {

  private static final String NAMES = ": a name in the answer";
  private static final String TRAIL = ": without an entry before it";
  private static final String WRITES = ": more than reading";
  private static final String ELSEWHERE = ": for another workspace";
  private static final Pattern TOKEN = Pattern.compile("(Client|Project|Person)_[0-9A-Z]{4,}");
  private static final List<String> METHODS =
      List.of("resources/list", "resources/read", "prompts/list", "sampling/createMessage");

  private final Accesses accesses;
  private final CanaryRows rows;

  AgentDoorProbe(Accesses accesses, CanaryRows rows) {
    this.accesses = accesses;
    this.rows = rows;
  }

  @Override
  public String id() {
    return "agent-door";
  }

  @Override
  public String attack() {
    return "Calls each tool that the server offers agents, and searches the answer for names that"
        + " it planted, the trail for an entry that came before anything was read, and the"
        + " vendor's log for anything but reads. Calls them with another workspace's key"
        + " that names this one in headers and query, without a key, with one that is cut,"
        + " revoked, for models alone or in another place, with a session, as a page of"
        + " another site, and for what is no tool.";
  }

  @Override
  public Duration budget() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void run(ProbeRun run) {
    Canary a = run.canaries().a();
    Instant begun = accesses.now(a);
    String mark = new CanaryDashboard(run).plant(1).mark();
    try (CanarySettings settings = CanarySettings.marked(run, rows);
        CanaryModels models = CanaryModels.bare(run, a);
        CanaryKeys keys = new CanaryKeys(a);
        CanaryKeys others = new CanaryKeys(run.canaries().b())) {
      // What is held in memory for agents counts only for the names that were known.
      models.add(EntityKind.CLIENT, "Kalomira " + run.nonce());
      String key = keys.make("figures");
      CanaryAgent agent = CanaryAgent.with(run, a.stranger(), key);
      List<Tool> tools = agent.tools();
      Map<String, Supplier<Page>> wrong = wrongWays(run, key, models.key(), tools);
      declare(run, tools, wrong.keySet());
      Scanner planted = new Scanner(Needle.ofText(mark));
      int read = 0;
      for (Tool tool : tools) {
        read += asked(run, agent, tool, planted, begun) ? 1 : 0;
      }
      run.control("names come as tokens", read >= 3);
      elsewhere(run, others.make("figures"), tools, planted);
      wrong.forEach((way, ask) -> run.attack(way, kept(ask.get(), planted)));
      keys.close();
      run.attack("a key that was revoked", kept(agent.call(tools.getFirst()), planted));
    }
  }

  private static void declare(ProbeRun run, List<Tool> tools, Iterable<String> wrong) {
    List<String> cases = new ArrayList<>(List.of("a key that was revoked"));
    for (Tool tool : tools) {
      List.of(NAMES, TRAIL, WRITES, ELSEWHERE).forEach(what -> cases.add(tool.name() + what));
    }
    wrong.forEach(cases::add);
    run.population("every tool that the server lists, and every wrong way to call one", cases);
  }

  // Returns whether the answer holds tokens.
  private boolean asked(
      ProbeRun run, CanaryAgent agent, Tool tool, Scanner planted, Instant begun) {
    Canary a = run.canaries().a();
    Instant before = accesses.now(a);
    Instant since = Instant.now();
    Page answer = agent.call(tool);
    List<Request> requests = run.vendor().requests(since);
    run.attack(tool.name() + NAMES, replaced(answer, planted));
    run.attack(tool.name() + TRAIL, recorded(accesses.since(a, begun), before, requests));
    boolean reads = requests.stream().allMatch(request -> request.method().equals("GET"));
    run.attack(
        tool.name() + WRITES,
        Attempt.of(tool.onlyReads() && reads, requests.size() + " requests at the vendor"));
    return TOKEN.matcher(answer.text()).find();
  }

  private static Attempt replaced(Page answer, Scanner planted) {
    if (holds(answer, planted)) {
      return new Attempt.Succeeded("a planted name is in the answer");
    }
    if (answer.text().contains("was still in the answer")) {
      return new Attempt.Succeeded("a name was not replaced; the second search stopped it");
    }
    return CanaryAgent.isAnswer(answer)
        ? new Attempt.Refused("no planted name")
        : new Attempt.Unclear("status " + answer.status() + ", an error");
  }

  // The call, as AI, before each request at the vendor that nobody else caused.
  private static Attempt recorded(
      List<Accesses.Entry> entries, Instant before, List<Request> requests) {
    List<Accesses.Entry> calls =
        entries.stream()
            .filter(entry -> entry.action().equals("AGENT_CALL") && entry.begins())
            .filter(entry -> entry.accessor().equals("a") && !entry.at().isBefore(before))
            .toList();
    boolean first =
        calls.size() == 1
            && requests.stream()
                .allMatch(
                    request ->
                        !calls.getFirst().at().isAfter(request.at())
                            || isOfAnother(calls.getFirst(), entries, request));
    return Attempt.of(first, calls.size() + " entries for a call");
  }

  private static boolean isOfAnother(
      Accesses.Entry call, List<Accesses.Entry> entries, Request request) {
    return entries.stream()
        .filter(entry -> entry.action().equals("SOURCE_FETCH") && entry.begins())
        .filter(entry -> !entry.principal().equals(call.principal()))
        .anyMatch(entry -> !entry.at().isAfter(request.at()));
  }

  private void elsewhere(ProbeRun run, String key, List<Tool> tools, Scanner planted) {
    Canary a = run.canaries().a();
    Map<String, String> headers = new LinkedHashMap<>(Smuggled.headers(a.workspace()));
    headers.put("Authorization", "Bearer " + key);
    CanaryAgent other = new CanaryAgent(run, a.stranger(), headers);
    for (Tool tool : tools) {
      Instant before = accesses.now(a);
      Page answer = other.call(Smuggled.query(a.workspace()), tool);
      long entries =
          accesses.since(a, before).stream()
              .filter(entry -> entry.action().equals("AGENT_CALL"))
              .count();
      boolean own = entries == 0 && !holds(answer, planted) && !TOKEN.matcher(answer.text()).find();
      run.attack(tool.name() + ELSEWHERE, Attempt.of(own, "status " + answer.status()));
    }
  }

  private static Map<String, Supplier<Page>> wrongWays(
      ProbeRun run, String key, String forModels, List<Tool> tools) {
    Canary a = run.canaries().a();
    TargetBrowser stranger = a.stranger();
    Tool tool = tools.getLast();
    CanaryAgent known = CanaryAgent.with(run, stranger, key);
    CanaryAgent unknown = new CanaryAgent(run, stranger, Map.of());
    Map<String, String> ofOtherSite =
        Map.of("Authorization", "Bearer " + key, "Origin", "https://attacker.invalid");
    Map<String, Supplier<Page>> ways = new LinkedHashMap<>();
    ways.put("no key", () -> unknown.call(tool));
    ways.put("a key in the query", () -> unknown.call("?key=" + key + "&api_key=" + key, tool));
    ways.put(
        "a key in another header",
        () -> new CanaryAgent(run, stranger, Map.of("x-api-key", key)).call(tool));
    ways.put(
        "a key without its end",
        () -> CanaryAgent.with(run, stranger, key.substring(0, key.length() - 1)).call(tool));
    ways.put("a key for models alone", () -> CanaryAgent.with(run, stranger, forModels).call(tool));
    ways.put(
        "an owner's session", () -> new CanaryAgent(run, a.as(Role.OWNER), Map.of()).call(tool));
    ways.put(
        "a page of another site", () -> new CanaryAgent(run, stranger, ofOtherSite).call(tool));
    ways.put(
        "a tool that writes",
        () ->
            known.send("", "tools/call", Map.of("name", "create_invoice", "arguments", Map.of())));
    METHODS.forEach(method -> ways.put(method, () -> known.send("", method, Map.of())));
    return ways;
  }

  private static Attempt kept(Page answer, Scanner planted) {
    boolean shut =
        !CanaryAgent.isAnswer(answer)
            && !holds(answer, planted)
            && !TOKEN.matcher(answer.text()).find();
    return answer.status() >= 500
        ? new Attempt.Unclear("status " + answer.status())
        : Attempt.of(shut, "status " + answer.status());
  }

  private static boolean holds(Page answer, Scanner planted) {
    return !planted.bytes("", answer.body()).isEmpty();
  }
}
