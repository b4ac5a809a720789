package surety.server.posture.probes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.posture.scan.Needle;
import surety.server.posture.scan.Scanner;
import surety.server.workspace.Role;

/// Asks every route for the stored token, as the owner, and hands the token to every form that
/// could hand it back.
@Component
class SecretNoReadProbe implements Probe {

  private static final int LEAST_CHARACTERS = 8;
  private static final String JSON = "application/json";
  private static final Map<String, String> FORM =
      Map.of("Content-Type", "application/x-www-form-urlencoded");

  private final CanaryRows rows;
  private final Routes routes;

  SecretNoReadProbe(CanaryRows rows, Routes routes) {
    this.rows = rows;
    this.routes = routes;
  }

  @Override
  public String id() {
    return "secret-no-read";
  }

  @Override
  public String attack() {
    return "Asks every route as the workspace's owner, for a page and for JSON, submits the token"
        + " beside invalid fields, and searches answers and headers for any eight characters of it"
        + " in every usual encoding.";
  }

  @Override
  public void run(ProbeRun run) throws IOException {
    List<Route> all = routes.all();
    run.population(
        "every route of the router", all.stream().map(Route::toString).distinct().toList());
    CanaryConnection connection = new CanaryConnection(run, rows);
    CanaryConnection.Stored stored = connection.stored();
    Scanner token = new Scanner(pieces(run.vendor().token()));
    Scanner label = new Scanner(Needle.ofText(run.nonce()));
    try (var _ = CanarySettings.marked(run, rows)) {
      run.control("the token is in use", connection.works(stored));
      TargetBrowser owner = run.canaries().a().as(Role.OWNER);
      int labelled = 0;
      for (Route route : all) {
        byte[] answer = answers(run, owner, route, stored);
        boolean found = !token.bytes("", answer).isEmpty();
        run.attack(
            route.toString(), Attempt.of(!found, found ? "a part of the token" : "no part of it"));
        labelled += label.bytes("", answer).isEmpty() ? 0 : 1;
      }
      run.control("a name with the nonce is found in the same answers", labelled > 0);
      run.measured("answers with the nonce", labelled, "routes");
      run.control("the connection is as before", connection.works(stored));
    }
  }

  private static byte[] answers(
      ProbeRun run, TargetBrowser owner, Route route, CanaryConnection.Stored stored)
      throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Page page : ask(run, owner, route, stored)) {
      all.write(page.headers().map().toString().getBytes(UTF_8));
      all.write('\n');
      all.write(page.body());
      all.write('\n');
    }
    return all.toByteArray();
  }

  private static List<Page> ask(
      ProbeRun run, TargetBrowser owner, Route route, CanaryConnection.Stored stored) {
    String path = route.path(run.canaries().a(), stored.id());
    if (route.reads()) {
      return List.of(owner.get(path), owner.get(path, Map.of("Accept", JSON)));
    }
    Map<String, String> form = invalid(run, stored);
    if (!route.inWorkspace()) {
      // As somebody else, because it might end the owner's session or set something going.
      return List.of(
          run.canaries().a().stranger().send(route.method().name(), path, FORM, body(form)));
    }
    if (route.method() != RequestMethod.POST) {
      return List.of(owner.send(route.method().name(), path, FORM, body(form)));
    }
    List<Page> pages = new ArrayList<>();
    pages.add(owner.post(route.path(run.canaries().a(), UUID.randomUUID()), form));
    if (route.pattern().endsWith("/{connection}/rotate")) {
      pages.add(owner.post(path, form));
    }
    return pages;
  }

  // The token is in fields of secrets alone, with a space in it, so that nothing is changed: an
  // invalid form is where a careless server repeats what it was given.
  private static Map<String, String> invalid(ProbeRun run, CanaryConnection.Stored stored) {
    String token = run.vendor().token() + " ?";
    return Map.of(
        "connector",
        run.vendor().connector(),
        "token",
        token,
        "account",
        "not a number",
        "label",
        stored.label(),
        "currency",
        "?");
  }

  private static byte[] body(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"))
        .getBytes(UTF_8);
  }

  private static List<Needle> pieces(String token) {
    Set<String> pieces = new LinkedHashSet<>();
    for (int at = 0; at + LEAST_CHARACTERS <= token.length(); at++) {
      pieces.add(token.substring(at, at + LEAST_CHARACTERS));
    }
    return pieces.stream().flatMap(piece -> Needle.ofText(piece).stream()).toList();
  }
}
