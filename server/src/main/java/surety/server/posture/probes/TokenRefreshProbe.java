package surety.server.posture.probes;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.ConsentingVendor;
import surety.server.posture.probe.ConsentingVendor.Pair;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.RecordingVendor.Request;
import surety.server.posture.probes.CanaryConsent.Stored;

/// Brings an access token to its end, has several readings begin at once, and reads the log of the
/// vendor.
@Component
class TokenRefreshProbe implements Probe {

  private static final int TOGETHER = 4;
  private static final String EXPIRED = "a request with an expired token";
  private static final String MORE = "more than one renewal";
  private static final String USED = "a refresh token that is not the newest one";

  private final ConsentingVendor vendor;
  private final CanaryRows rows;

  TokenRefreshProbe(ConsentingVendor vendor, CanaryRows rows) {
    this.vendor = vendor;
    this.rows = rows;
  }

  @Override
  public String id() {
    return "token-refresh";
  }

  @Override
  public String attack() {
    return "Lets an access token expire and has "
        + TOGETHER
        + " readings begin at once: the"
        + " vendor counts renewals, expired tokens, and refresh tokens that are not the newest.";
  }

  @Override
  public void run(ProbeRun run) {
    run.population("each way to go wrong at the end of a token", List.of(EXPIRED, MORE, USED));
    try (CanaryConsent consent = new CanaryConsent(run, vendor, rows)) {
      Stored stored = consent.connected();
      Pair former = vendor.newest();
      consent.expire(stored);
      Instant since = Instant.now();
      CanaryConsent.together(TOGETHER, () -> consent.test(stored));
      judge(run, consent, since, former);
    }
  }

  private static void judge(ProbeRun run, CanaryConsent consent, Instant since, Pair former) {
    List<Request> readings = consent.readings(since);
    List<Request> renewals = consent.tokenRequests(since);
    run.control("the readings go on", readings.size() >= TOGETHER);
    long expired =
        readings.stream().filter(it -> CanaryConnection.holds(it, former.access())).count();
    run.attack(EXPIRED, Attempt.of(expired == 0, expired + " of " + readings.size()));
    int many = renewals.size();
    run.attack(
        MORE,
        many == 0 ? new Attempt.Unclear("no renewal") : Attempt.of(many == 1, many + " renewals"));
    long other =
        renewals.stream().filter(it -> !CanaryConnection.holds(it, former.refresh())).count();
    run.attack(USED, Attempt.of(other == 0, other + " of " + many));
  }
}
