package surety.server.posture.probes;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import surety.server.platform.Token;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.ConsentingVendor;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.posture.probes.TrialSessions.Trial;
import surety.server.workspace.Role;

/// Comes back from a vendor's consent in every way that is not the one. The vendor takes each code,
/// so that one request for tokens is one attack that got through.
@Component
class ConsentStateProbe implements Probe {

  private static final String COOKIE = "__Host-surety=";
  private static final int TOGETHER = 4;

  private static final String NONE = "without a state";
  private static final String CUT = "a state without its end";
  private static final String ELSEWHERE = "a state at another workspace's address";
  private static final String SESSION = "the same member in another session";
  private static final String MEMBER = "another member of the workspace";
  private static final String STRANGER = "an owner of another workspace";
  private static final String LONG = "a state that would last longer than ten minutes";
  private static final String LATE = "a state that is too old";
  private static final String AT_A_TIME = TOGETHER + " requests with one state at a time";
  private static final String AGAIN = "a state that was used";
  private static final List<String> PARTS =
      List.of("another workspace in it", "another consent in it", "another secret in it");

  private final ConsentingVendor vendor;
  private final CanaryRows rows;
  private final TrialSessions sessions;
  private final SecureRandom random = new SecureRandom();

  ConsentStateProbe(ConsentingVendor vendor, CanaryRows rows, TrialSessions sessions) {
    this.vendor = vendor;
    this.rows = rows;
    this.sessions = sessions;
  }

  @Override
  public String id() {
    return "consent-state";
  }

  @Override
  public String attack() {
    return "Comes back from a vendor's consent without the state, with each part of it exchanged,"
        + " too late, twice, several times at once, in another session, as another member and"
        + " in another workspace. The vendor takes every code and counts who asks for tokens.";
  }

  @Override
  public void run(ProbeRun run) {
    try (CanaryConsent consent = new CanaryConsent(run, vendor, rows)) {
      List<String> cases =
          new ArrayList<>(List.of(NONE, CUT, ELSEWHERE, SESSION, MEMBER, STRANGER, LONG, LATE));
      cases.addAll(List.of(AT_A_TIME, AGAIN));
      cases.addAll(PARTS);
      run.population("each part of a state, each time and each browser that it may come in", cases);
      Attack attack = new Attack(run, consent);
      exchanged(attack);
      otherBrowsers(attack);
      tooOld(attack);
      twice(attack);
    }
  }

  /// A way back, and the parts of the state in it.
  private record Way(String path, String code, String state) {

    static Way of(String back) {
      String[] parts = back.split("[?&]");
      return new Way(parts[0], parts[1], parts[2].substring("state=".length()));
    }

    List<String> parts() {
      return List.of(state.split("\\.", 3));
    }

    String with(String other) {
      return path + "?" + code + "&state=" + other;
    }

    String whole() {
      return with(state);
    }

    /// The same, right at the address of a workspace.
    String at(Canary canary) {
      return "/w/" + canary.workspace() + "/connections/callback?" + code + "&state=" + state;
    }
  }

  private record Attack(ProbeRun run, CanaryConsent consent) {

    void on(String which, Supplier<Page> come) {
      Instant since = Instant.now();
      Page page = come.get();
      int asked = consent.tokenRequests(since).size();
      run.attack(which, judged(page, asked));
    }

    private static Attempt judged(Page page, int asked) {
      if (asked > 0 || CanaryConsent.isConnected(page)) {
        return new Attempt.Succeeded("tokens were asked for, " + asked + " times");
      }
      return List.of(400, 403, 404, 422).contains(page.status())
          ? new Attempt.Refused("status " + page.status())
          : new Attempt.Unclear("status " + page.status());
    }
  }

  private void exchanged(Attack attack) {
    TargetBrowser owner = attack.consent().owner();
    Canary a = attack.run().canaries().a();
    TargetBrowser other = a.as(Role.OWNER);
    Way way = Way.of(attack.consent().begun());
    String stateless = way.at(attack.consent().canary()).replaceFirst("&state=.*", "");
    attack.on(NONE, () -> owner.get(stateless));
    String cut = way.state().substring(0, way.state().length() - 1);
    attack.on(CUT, () -> CanaryConsent.back(owner, way.with(cut)));
    attack.on(STRANGER, () -> CanaryConsent.back(other, way.whole()));
    attack.on(ELSEWHERE, () -> other.get(way.at(a)));
    List<String> instead =
        List.of(
            a.workspace().toString(), UUID.randomUUID().toString(), Token.random(random).text());
    List<TargetBrowser> browsers = List.of(other, owner, owner);
    for (int part = 0; part < PARTS.size(); part++) {
      List<String> parts = new ArrayList<>(way.parts());
      parts.set(part, instead.get(part));
      String back = way.with(String.join(".", parts));
      TargetBrowser browser = browsers.get(part);
      attack.on(PARTS.get(part), () -> CanaryConsent.back(browser, back));
    }
  }

  private void otherBrowsers(Attack attack) {
    Canary canary = attack.consent().canary();
    TargetBrowser owner = attack.consent().owner();
    String address = SignedInAs.address(attack.run(), owner, canary.workspace());
    Trial session = sessions.open(address);
    Map<String, String> cookie = Map.of("Cookie", COOKIE + session.secret().text());
    TargetBrowser same = canary.stranger();
    String page = "/w/" + canary.workspace() + "/connections";
    attack.run().control("the other session is signed in", same.get(page, cookie).status() == 200);
    Way way = Way.of(attack.consent().begun());
    attack.on(SESSION, () -> same.get(way.at(canary), cookie));
    owner.post("/sessions/" + session.id() + "/end", Map.of());
    TargetBrowser manager = canary.as(Role.MANAGER);
    Way next = Way.of(attack.consent().begun());
    attack.on(MEMBER, () -> CanaryConsent.back(manager, next.whole()));
  }

  private void tooOld(Attack attack) {
    Way way = Way.of(attack.consent().begun());
    UUID id = UUID.fromString(way.parts().get(1));
    Canary canary = attack.consent().canary();
    boolean ends =
        rows.read(
            canary,
            client ->
                client
                    .sql(
                        """
                        SELECT expires_at <= now() + interval '10 minutes' FROM connect.consent
                         WHERE workspace_id = ? AND id = ?
                        """)
                    .params(canary.workspace().value(), id)
                    .query(Boolean.class)
                    .single());
    attack.run().attack(LONG, Attempt.of(ends, "as it is stored"));
    rows.write(
        canary,
        client ->
            client
                .sql(
                    """
                    UPDATE connect.consent SET expires_at = now() - interval '1 second'
                     WHERE workspace_id = ? AND id = ?
                    """)
                .params(canary.workspace().value(), id)
                .update());
    attack.on(LATE, () -> CanaryConsent.back(attack.consent().owner(), way.whole()));
  }

  // The positive control is among them: of several requests one connects.
  private static void twice(Attack attack) {
    CanaryConsent consent = attack.consent();
    Way way = Way.of(consent.begun());
    Instant since = Instant.now();
    List<Page> pages =
        CanaryConsent.together(TOGETHER, () -> consent.owner().get(way.at(consent.canary())));
    int asked = consent.tokenRequests(since).size();
    long connected = pages.stream().filter(CanaryConsent::isConnected).count();
    attack.run().control("the right state connects", connected > 0 && asked > 0);
    attack.run().attack(AT_A_TIME, Attempt.of(asked <= 1, asked + " requests for tokens"));
    consent.stored().ifPresent(it -> attack.run().echo(consent.page(it).body()));
    attack.on(AGAIN, () -> CanaryConsent.back(consent.owner(), way.whole()));
  }
}
