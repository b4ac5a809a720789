package surety.server.posture.probes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.springframework.stereotype.Component;
import surety.pseudonym.EntityKind;
import surety.server.ai.provider.Dialect;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser.Page;

/// Writes a known name to a model in ways that replacing does not undo, so that the search of the
/// bytes that are about to leave has to find it.
@Component
class SecondLookProbe implements Probe {

  private static final String FIGURES = "37 of 1234567.89 are 0.375";
  private static final String AS_MODEL = "as the name of a model";

  private final Routes routes;

  SecondLookProbe(Routes routes) {
    this.routes = routes;
  }

  @Override
  public String id() {
    return "second-look";
  }

  @Override
  public String attack() {
    return "Writes a known name to a model in base64, hexadecimal, percent signs, entities,"
        + " escapes, quoted-printable, compressed, between tags, and as a model's name, on a route"
        + " of each form, and in one of these ways on every route of the gateway: nothing may"
        + " arrive at the provider. Counts, amounts and ratios have to arrive as they are.";
  }

  @Override
  public Duration budget() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void run(ProbeRun run) {
    String name = "Kalomira" + run.nonce();
    Map<String, String> encoded = encodings(name);
    List<String> cases = new ArrayList<>();
    routes.toModels().forEach(route -> cases.add(route + ": " + AS_MODEL));
    Map<ModelRoute, List<String>> tried = tried(encoded.keySet());
    tried.forEach((route, ways) -> ways.forEach(how -> cases.add(route + ": " + how)));
    cases.removeIf(it -> it.endsWith("/models: " + AS_MODEL));
    run.population("every route of the gateway, from the router, and every encoding", cases);
    try (CanaryModels models = CanaryModels.ready(run, run.canaries().a())) {
      models.add(EntityKind.CLIENT, name);
      tried.forEach(
          (route, ways) -> {
            figures(run, models, route, name);
            ways.forEach(how -> attack(run, models, route, how, encoded.getOrDefault(how, "")));
          });
      asModel(run, models, name);
    }
  }

  // The same code searches the bytes of all routes, and each form is written down in its own way.
  private Map<ModelRoute, List<String>> tried(Set<String> ways) {
    Map<ModelRoute, List<String>> tried = new LinkedHashMap<>();
    Set<Dialect> whole = EnumSet.noneOf(Dialect.class);
    for (ModelRoute route : routes.asking()) {
      boolean first = whole.add(route.form());
      tried.put(route, ways.stream().limit(first ? ways.size() : 1).toList());
    }
    return tried;
  }

  private static void attack(
      ProbeRun run, CanaryModels models, ModelRoute route, String how, String text) {
    Instant since = Instant.now();
    Page answer = models.ask(route, "About " + text + " please");
    run.attack(route + ": " + how, judged(run, models, answer, since, text));
  }

  private static Attempt judged(
      ProbeRun run, CanaryModels models, Page answer, Instant since, String text) {
    Arrived arrived = Arrived.since(run, since);
    if (!arrived.isEmpty() && !arrived.holdsExactly(text) && !arrived.holds(run.nonce())) {
      return new Attempt.Refused("it arrived without the name");
    }
    return models.stopped(answer, since, Stop.LEAK, Stop.NOT_PROVEN, Stop.ATTACHMENT);
  }

  private static void figures(ProbeRun run, CanaryModels models, ModelRoute route, String name) {
    Instant since = Instant.now();
    Page answer = models.ask(route, FIGURES + " for " + name, Map.of("top_k", 1234567.89));
    Arrived arrived = Arrived.since(run, since);
    run.control(
        "counts, amounts and ratios arrive as they are",
        answer.status() == 200
            && arrived.holdsExactly(FIGURES)
            && arrived.holdsExactly("\"top_k\":1234567.89"));
    run.echo(answer.body());
  }

  // The name of a model is left as it is: only the search can find a name there.
  private void asModel(ProbeRun run, CanaryModels models, String name) {
    for (ModelRoute route : routes.toModels()) {
      Instant since = Instant.now();
      Page answer =
          route.asks()
              ? models.ask(route, "Hello", Map.of("model", name))
              : models.ask(
                  "GET", route.pattern().replaceAll("\\{[^}]*}", name), route.form(), new byte[0]);
      if (route.asks() || route.pattern().contains("{")) {
        run.attack(
            route + ": " + AS_MODEL, models.stopped(answer, since, Stop.LEAK, Stop.NOT_PROVEN));
      }
    }
  }

  private static Map<String, String> encodings(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    Map<String, String> all = new LinkedHashMap<>();
    all.put("in base64", Base64.getEncoder().encodeToString(bytes));
    all.put("in base64 for addresses", Base64.getUrlEncoder().encodeToString(bytes));
    all.put("in hexadecimal digits", HexFormat.of().formatHex(bytes));
    all.put("in percent signs", each(name, "%%%02X"));
    all.put("in entities", each(name, "&#%d;"));
    all.put("in escapes", each(name, "\\u%04x"));
    all.put("in quoted-printable", each(name, "=%02X"));
    all.put("compressed", Base64.getEncoder().encodeToString(packed(bytes)));
    all.put("twice in base64", twice(bytes));
    all.put("between tags", name.substring(0, 3) + "<b>" + name.substring(3) + "</b>");
    return all;
  }

  private static String each(String name, String format) {
    return name.chars()
        .mapToObj(letter -> String.format(Locale.ROOT, format, letter))
        .collect(Collectors.joining());
  }

  private static String twice(byte[] bytes) {
    return Base64.getEncoder().encodeToString(Base64.getEncoder().encode(bytes));
  }

  private static byte[] packed(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
