package surety.server.posture.probes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import surety.server.posture.claim.Claims;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.workspace.Role;

/// Looks for the switches that turn controls off, everywhere that one could be reached.
@Component
class TwinUnreachableProbe implements Probe {

  private static final List<String> TWIN =
      List.of("surety.twin.FaultSwitch", "surety.twin.TwinMain", "surety.twin.Agent");
  private static final List<String> NAMES = List.of("fault", "faults", "twin", "mutant");
  private static final String CLASS = "class ";
  private static final String ROUTE = "route /";
  private static final String AGENT = "agents in the process";
  private static final String ATTACH = "attaching to the process";
  private static final String BEANS = "managed beans";
  private static final String REMOTE = "remote management";

  private final RunningProgram program;
  private final Claims claims;
  private final CanaryRows rows;

  TwinUnreachableProbe(RunningProgram program, Claims claims, CanaryRows rows) {
    this.program = program;
    this.claims = claims;
    this.rows = rows;
  }

  @Override
  public String id() {
    return "twin-unreachable";
  }

  @Override
  public String attack() {
    return "Asks for every control's switch by path, parameter and header, as an owner; looks for"
        + " switches among the classes, in the code of every class, in settings, in managed beans"
        + " and in agents; and tries whether an agent could be attached.";
  }

  @Override
  public void run(ProbeRun run) {
    SortedMap<String, byte[]> classes = program.classFiles();
    try (CanarySettings canary = CanarySettings.marked(run, rows)) {
      run.population("all controls, all classes, and the ways into a JVM", cases(classes));
      overHttp(run, canary.path());
    }
    run.control("a class that is there is found", program.loads(Probe.class.getName()));
    run.control("the code of classes is read", classes.containsKey(file(getClass())));
    TWIN.forEach(name -> run.attack(CLASS + name, absent(program.loads(name), "not found")));
    classes.forEach((name, code) -> run.attack(name, absent(isWoven(code), "no switch in it")));
    inProcess(run);
  }

  private List<String> cases(SortedMap<String, byte[]> classes) {
    List<String> cases = new ArrayList<>(claims.controls());
    TWIN.forEach(name -> cases.add(CLASS + name));
    NAMES.forEach(name -> cases.add(ROUTE + name));
    cases.addAll(classes.keySet());
    cases.addAll(program.settings().keySet());
    cases.addAll(List.of(AGENT, ATTACH, BEANS, REMOTE));
    return cases;
  }

  private void overHttp(ProbeRun run, String settings) {
    TargetBrowser owner = run.canaries().a().as(Role.OWNER);
    TargetBrowser viewer = run.canaries().a().as(Role.VIEWER);
    int forbidden = viewer.get(settings).status();
    run.control("the owner sees the settings", owner.get(settings).status() == 200);
    run.control("a viewer does not", forbidden != 200);
    for (String control : claims.controls()) {
      Map<String, String> headers = Map.of("Surety-Fault", control, "X-Fault", control);
      Page asked = viewer.get(settings + "?fault=" + control + "&twin=on", headers);
      run.attack(control, absent(asked.status() == 200, "still refused: " + asked.status()));
      run.attack(control, noRoute(owner.get("/fault/" + control)));
    }
    for (String name : NAMES) {
      run.attack(ROUTE + name, noRoute(owner.get("/" + name)));
      run.attack(ROUTE + name, noRoute(owner.post("/" + name, Map.of("on", "true"))));
    }
  }

  private void inProcess(ProbeRun run) {
    run.attack(AGENT, absent(program.arguments().stream().anyMatch(this::isAgent), "none"));
    run.attack(ATTACH, absent(program.canBeAttached(), "the JVM was started so that none can"));
    run.attack(REMOTE, absent(any("system properties", this::isRemote), "not set up"));
    run.attack(
        BEANS, absent(program.managedBeans().stream().anyMatch(this::isSwitch), "no such name"));
    program
        .settings()
        .keySet()
        .forEach(kind -> run.attack(kind, absent(any(kind, this::isSwitch), "no such name")));
  }

  private boolean any(String kind, Predicate<String> kindOf) {
    return program.settings().getOrDefault(kind, List.of()).stream().anyMatch(kindOf);
  }

  private boolean isSwitch(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    // These tell from which file the server starts a twin, as a process of its own.
    return Pattern.compile("[^a-z]").splitAsStream(lower).anyMatch(NAMES::contains)
        && !lower.equals("surety_posture_twin")
        && !lower.equals("surety_launcher_twin");
  }

  private boolean isRemote(String property) {
    return property.startsWith("com.sun.management.jmxremote");
  }

  private boolean isAgent(String argument) {
    return argument.startsWith("-javaagent")
        || argument.startsWith("-agent")
        || argument.startsWith("-Xrunjdwp")
        || argument.startsWith("-Xdebug");
  }

  private static boolean isWoven(byte[] code) {
    String mark = TWIN.getFirst().replace('.', '/');
    return new String(code, StandardCharsets.ISO_8859_1).contains(mark);
  }

  private static String file(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  private static Attempt noRoute(Page page) {
    if (page.status() / 100 == 5) {
      return new Attempt.Unclear("status " + page.status());
    }
    return absent(page.status() / 100 == 2, "status " + page.status());
  }

  private static Attempt absent(boolean there, String seen) {
    return Attempt.of(!there, there ? "found" : seen);
  }
}
