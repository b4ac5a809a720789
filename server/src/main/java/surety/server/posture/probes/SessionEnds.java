package surety.server.posture.probes;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.posture.probes.TrialSessions.Trial;

/// Keeps the cookies of sessions that are over. Each opened the page a moment before, with the same
/// cookie and as near to its end as a day.
@Component
class SessionEnds {

  private static final String COOKIE = "__Host-surety=";
  private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]*)\"");

  private static final String SIGNED_OUT = "the cookie of a session that signed out";
  private static final String ENDED = "the cookie of a session that another one ended";
  private static final String UNUSED = "the cookie of a session that nobody used for 30 days";
  private static final String OLD = "the cookie of a session that is open for 90 days";

  private final TrialSessions sessions;

  SessionEnds(TrialSessions sessions) {
    this.sessions = sessions;
  }

  static List<String> cases() {
    return List.of(SIGNED_OUT, ENDED, UNUSED, OLD);
  }

  /// Tries each end.
  ///
  /// @param owner of the attacked workspace
  /// @param page of it, which tells the nonce to a member
  void attack(ProbeRun run, TargetBrowser owner, String page) {
    Attack attack = new Attack(run, page);
    String address = SignedInAs.address(run, owner, run.canaries().a().workspace());
    attack.on(SIGNED_OUT, sessions.open(address), trial -> signOut(run, trial));
    attack.on(ENDED, sessions.open(address), trial -> end(owner, trial));
    Trial unused = sessions.open(address);
    sessions.age(unused, Duration.ofDays(29), Duration.ZERO);
    attack.on(UNUSED, unused, it -> sessions.age(it, Duration.ofDays(30), Duration.ZERO));
    Trial old = sessions.open(address);
    sessions.age(old, Duration.ZERO, Duration.ofDays(89));
    attack.on(OLD, old, it -> sessions.age(it, Duration.ZERO, Duration.ofDays(1)));
    List.of(unused, old).forEach(trial -> end(owner, trial));
  }

  private static void end(TargetBrowser owner, Trial trial) {
    owner.post("/sessions/" + trial.id() + "/end", Map.of());
  }

  private static void signOut(ProbeRun run, Trial trial) {
    TargetBrowser browser = run.canaries().a().stranger();
    Matcher token = FORM_TOKEN.matcher(browser.get("/sessions", cookie(trial)).text());
    if (!token.find()) {
      run.unable("the page of sessions has no form");
    }
    Map<String, String> headers =
        Map.of(
            "Cookie",
            COOKIE + trial.secret().text(),
            "Content-Type",
            "application/x-www-form-urlencoded");
    byte[] form = ("_csrf=" + token.group(1)).getBytes(StandardCharsets.US_ASCII);
    browser.send("POST", "/sign-out", headers, form);
  }

  private static Map<String, String> cookie(Trial trial) {
    return Map.of("Cookie", COOKIE + trial.secret().text());
  }

  /// How a session is brought to its end.
  private interface End {
    void of(Trial trial);
  }

  private record Attack(ProbeRun run, String page) {

    void on(String which, Trial trial, End end) {
      run.control("before its end: " + which, Mark.isIn(run, look(trial)));
      end.of(trial);
      Page answer = look(trial);
      run.attack(which, Attempt.of(!Mark.isIn(run, answer), "status " + answer.status()));
    }

    private Page look(Trial trial) {
      return run.canaries().a().stranger().get(page, cookie(trial));
    }
  }
}
