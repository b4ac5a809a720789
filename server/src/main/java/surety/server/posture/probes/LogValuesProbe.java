package surety.server.posture.probes;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import surety.server.platform.LogUpkeep;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser;
import surety.server.workspace.Role;

/// Sends a value that is like no other through everything that the server does with what people and
/// vendors send, failures of all sorts included, and reads along in the files of its log.
@Component
class LogValuesProbe implements Probe {

  private static final Logger LOG = LoggerFactory.getLogger(LogValuesProbe.class);

  // Whoever reads the log must see at once that nothing is wrong.
  private static final String CONTROL =
      "no fault: the check log-values wrote this line to see that it finds what is logged: ";

  private static final String FIGURES = "records of a vendor, shown as figures";
  private static final String VENDOR_DOWN = "a vendor that breaks off";
  private static final String CRASH = "a text that no database takes";
  private static final String DATABASE = "a statement that the database refuses";
  private static final String SIGN_IN = "an address that is none, at sign-in";

  private final Routes routes;
  private final CanaryRows rows;
  private final InjectedSql injected;
  private final LogUpkeep upkeep;

  LogValuesProbe(Routes routes, CanaryRows rows, InjectedSql injected, LogUpkeep upkeep) {
    this.routes = routes;
    this.rows = rows;
    this.injected = injected;
    this.upkeep = upkeep;
  }

  @Override
  public String id() {
    return "log-values";
  }

  @Override
  public String attack() {
    return "It sends a value that is like no other with a request for every page and form of a"
        + " workspace, lets a vendor send it, provokes wrong input, failures of vendor and database"
        + " and exceptions that hold it, and reads what was added to the files of the log.";
  }

  // Whichever runs first waits until the people of both workspaces have signed in.
  @Override
  public Duration budget() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void run(ProbeRun run) {
    String value = "value" + run.nonce();
    List<Route> pages = routes.all().stream().filter(Route::inWorkspace).toList();
    Map<String, Exception> exceptions = exceptions(value);
    Map<String, Map<String, String>> forms = forms(value);
    List<String> cases = new ArrayList<>();
    cases.addAll(List.of(FIGURES, VENDOR_DOWN, CRASH, DATABASE, SIGN_IN));
    cases.addAll(exceptions.keySet());
    cases.addAll(forms.keySet());
    pages.forEach(route -> cases.add(route.toString()));
    run.population("every route of a workspace, forms with wrong input, and failures", cases);
    TargetBrowser owner = Mark.plant(run, rows);
    Canary a = run.canaries().a();
    LogFiles log = LogFiles.reading(upkeep.sinks());
    LOG.warn("{}line{}", CONTROL, run.nonce());
    run.control("a line that is logged is read", log.holds("line" + run.nonce()));
    var attack = new Attack(run, log, value);
    exceptions.forEach(
        (how, exception) -> {
          LOG.warn("{}an exception follows", CONTROL, exception);
          attack.tried(how);
        });
    TargetBrowser rep = a.as(Role.REP);
    for (Route route : pages) {
      rep.get(route.path(a.workspace(), UUID.randomUUID()) + "?" + query(value));
      route.ask(rep, a.workspace(), value, form(value));
      attack.tried(route.toString());
    }
    String base = "/w/" + a.workspace();
    forms.forEach(
        (path, form) -> {
          owner.post(base + path, form);
          attack.tried(path);
        });
    owner.post(base + "/settings", settings(value + '\0'));
    attack.tried(CRASH);
    a.stranger().get("/sign-in");
    a.stranger().post("/sign-in", Map.of("email", value));
    attack.tried(SIGN_IN);
    injected.run(a.workspace(), "SELECT '" + value + "'::uuid::text");
    attack.tried(DATABASE);
    vendor(run, a, attack, value);
  }

  private void vendor(ProbeRun run, Canary a, Attack attack, String value) {
    CanaryConnection connection = new CanaryConnection(run, rows);
    var stored = connection.stored();
    run.vendor().plant(60, value);
    run.control("the vendor is read", connection.works(stored));
    a.as(Role.OWNER).get("/w/" + a.workspace() + "/dashboard");
    attack.tried(FIGURES);
    run.vendor().up(false);
    try {
      connection.test(stored);
      connection.rotate(stored, value);
      attack.tried(VENDOR_DOWN);
    } finally {
      run.vendor().up(true);
    }
  }

  private record Attack(ProbeRun run, LogFiles log, String value) {

    void tried(String which) {
      boolean logged = log.holds(value);
      run.attack(which, Attempt.of(!logged, logged ? "the value is in the log" : "not there"));
    }
  }

  private static Map<String, Exception> exceptions(String value) {
    Map<String, Exception> exceptions = new LinkedHashMap<>();
    exceptions.put("an exception", new IllegalArgumentException("no number: " + value));
    exceptions.put(
        "an exception that causes another",
        new IllegalStateException("failed", new NumberFormatException(value)));
    Exception closing = new IllegalStateException("failed");
    closing.addSuppressed(new IllegalArgumentException(value));
    exceptions.put("an exception beside another", closing);
    exceptions.put(
        "an exception of the database", new SQLException("Key (email)=(" + value + ")", "23505"));
    return exceptions;
  }

  // What is wrong with each is found in another place.
  private static Map<String, Map<String, String>> forms(String value) {
    Map<String, Map<String, String>> forms = new LinkedHashMap<>();
    forms.put("/security/retention", Map.of("days", value));
    forms.put("/members/invite", Map.of("email", value, "role", "VIEWER"));
    forms.put("/members/support", Map.of("email", value, "hours", value, "reason", value));
    forms.put("/settings", settings(value.repeat(30)));
    forms.put("/settings/ai/providers", Map.of("base", "https://" + value, "key", value));
    forms.put("/settings/ai/names", Map.of("kind", value, "name", value));
    forms.put("/settings/keys", Map.of("name", value, "days", value, "use", value));
    forms.put("/connections", Map.of("connector", value, "label", value, "token", value));
    return forms;
  }

  private static Map<String, String> settings(String name) {
    return Map.of("name", name, "currency", "EUR", "figureSeconds", "900");
  }

  private static Map<String, String> form(String value) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String name : List.of("name", "email", "token", "key", "label", "days", "base", "q")) {
      form.put(name, value);
    }
    return form;
  }

  private static String query(String value) {
    return "q=" + value + "&from=" + value + "&cursor=" + value + "&page=" + value;
  }
}
