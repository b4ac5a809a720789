package surety.server.posture.probes;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import surety.pseudonym.EntityKind;
import surety.server.ai.provider.Dialect;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.RecordingVendor.Request;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.workspace.Role;

/// A workspace of the rehearsal that asks the stand-in provider. Its owner sets that up on the
/// pages that everybody uses, and takes it away at the end.
final class CanaryModels implements AutoCloseable {

  private static final String ID = "([0-9a-f-]{36})";

  private static final Pattern NUMBER =
      Pattern.compile("<input id=\"\\w+\" name=\"(\\w+)\" type=\"number\"[^>]* max=\"([0-9]+)\"");

  private final ProbeRun run;
  private final TargetBrowser owner;
  private final TargetBrowser program;
  private final String settings;
  private final CanaryKeys keys;
  private final String key;

  private CanaryModels(ProbeRun run, Canary canary) {
    this.run = run;
    this.owner = canary.as(Role.OWNER);
    this.program = canary.stranger();
    this.settings = "/w/" + canary.workspace() + "/settings";
    this.keys = new CanaryKeys(canary);
    this.key = keys.make("models");
  }

  /// With a key for programs, and no provider.
  static CanaryModels bare(ProbeRun run, Canary canary) {
    return new CanaryModels(run, canary);
  }

  /// With a key, and a provider of each form that promised not to train.
  static CanaryModels ready(ProbeRun run, Canary canary) {
    CanaryModels models = bare(run, canary);
    run.models().repeats();
    for (Dialect form : Dialect.values()) {
      models.must(models.choose(run.models().base(form)), 302, "choosing a provider");
    }
    models.promise();
    models.must(models.limit(models.highestLimits()), 302, "setting limits");
    return models;
  }

  /// The fields of the form for limits, each with the most that it takes.
  Map<String, String> highestLimits() {
    Map<String, String> limits = new LinkedHashMap<>();
    NUMBER
        .matcher(owner.get(settings + "/ai").text())
        .results()
        .forEach(field -> limits.put(field.group(1), field.group(2)));
    return limits;
  }

  /// The key of the program.
  String key() {
    return key;
  }

  Page choose(String base) {
    return owner.post(settings + "/ai/providers", Map.of("base", base, "key", run.models().key()));
  }

  /// Records the promise of each provider that is chosen.
  void promise() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Map<String, String> form = promiseUntil(today.minusDays(1), today.plusDays(30));
    ids("/ai", "/ai/providers/").forEach(id -> must(promise(id, form), 302, "recording a promise"));
  }

  static Map<String, String> promiseUntil(LocalDate issued, LocalDate expires) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("saidBy", "Rehearsal");
    form.put("document", "https://rehearsal-model.invalid/terms");
    form.put("issued", issued.toString());
    form.put("expires", expires.toString());
    return form;
  }

  Page promise(String provider, Map<String, String> form) {
    return owner.post(settings + "/ai/providers/" + provider + "/attest", form);
  }

  /// The providers that are chosen.
  Set<String> providers() {
    return ids("/ai", "/ai/providers/");
  }

  void withdraw() {
    providers()
        .forEach(
            id ->
                must(
                    owner.post(settings + "/ai/providers/" + id + "/withdraw", Map.of()),
                    302,
                    "taking a promise back"));
  }

  void removeProviders() {
    providers().forEach(id -> owner.post(settings + "/ai/providers/" + id + "/remove", Map.of()));
  }

  void add(EntityKind kind, String name) {
    Map<String, String> form = Map.of("kind", kind.name(), "name", name);
    must(owner.post(settings + "/ai/names", form), 302, "adding a name");
  }

  Page limit(Map<String, String> limits) {
    return owner.post(settings + "/ai/limits", limits);
  }

  /// Asks as a program does.
  Page ask(ModelRoute route, String text) {
    return ask(route.method(), route.path(), route.form(), route.body(text, Map.of()));
  }

  Page ask(ModelRoute route, String text, Map<String, Object> more) {
    return ask(route.method(), route.path(), route.form(), route.body(text, more));
  }

  Page ask(String method, String path, Dialect form, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put(
        form == Dialect.OPENAI ? "Authorization" : "x-api-key",
        form == Dialect.OPENAI ? "Bearer " + key : key);
    return program.send(method, path, headers, body);
  }

  /// For a request that must be stopped, and reach nobody.
  ///
  /// @param since before the request
  /// @param reasons that are right
  Attempt stopped(Page answer, Instant since, Stop... reasons) {
    List<Request> arrived = run.models().requests(since);
    if (!arrived.isEmpty()) {
      return new Attempt.Succeeded("it arrived at the provider: " + arrived.getFirst().path());
    }
    return Arrays.stream(reasons)
        .filter(reason -> reason.isIn(answer))
        .findFirst()
        .<Attempt>map(reason -> new Attempt.Refused(answer.status() + " " + reason))
        .orElseGet(() -> new Attempt.Unclear("status " + answer.status()));
  }

  private Set<String> ids(String page, String before) {
    Set<String> ids = new LinkedHashSet<>();
    Pattern.compile(Pattern.quote(before) + ID)
        .matcher(owner.get(settings + page).text())
        .results()
        .forEach(found -> ids.add(found.group(1)));
    return ids;
  }

  private void must(Page page, int status, String what) {
    if (page.status() != status) {
      run.unable(what + " ended with status " + page.status());
    }
  }

  /// Takes away the keys, the names and the providers, also those that an interrupted run left.
  @Override
  public void close() {
    run.models().repeats();
    removeProviders();
    ids("/ai/names", "/ai/names/")
        .forEach(id -> owner.post(settings + "/ai/names/" + id + "/remove", Map.of()));
    keys.close();
  }
}
