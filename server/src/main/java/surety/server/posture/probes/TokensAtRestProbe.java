package surety.server.posture.probes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.ConsentingVendor;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probes.CanaryConsent.Stored;

/// Has a consent given and a token renewed, and searches what was written meanwhile for the code
/// and for every token that the vendor gave.
@Component
class TokensAtRestProbe implements Probe {

  // Whoever reads the log must see at once that nothing is wrong.
  private static final String CONTROL =
      "no fault: the check tokens-at-rest wrote this line to see that it finds what is logged: ";
  private static final String LOG = "log of the server";
  private static final String CONNECTIONS = "connect.connection";

  private final ConsentingVendor vendor;
  private final CanaryRows rows;
  private final NewRows written;

  TokensAtRestProbe(ConsentingVendor vendor, CanaryRows rows, NewRows written) {
    this.vendor = vendor;
    this.rows = rows;
    this.written = written;
  }

  @Override
  public String id() {
    return "tokens-at-rest";
  }

  @Override
  public String attack() {
    return "Connects a system by consent, has its token renewed, and searches every row that the"
        + " serving role can read and that was written meanwhile, and every line that the server"
        + " logged, for the code and each token, in every usual encoding.";
  }

  @Override
  public void run(ProbeRun run) {
    try (CanaryConsent consent = new CanaryConsent(run, vendor, rows);
        LogLines log = LogLines.reading()) {
      NewRows.Tables tables = written.from(consent.canary().workspace());
      List<String> cases = new ArrayList<>(NewRows.names(tables));
      cases.add(LOG);
      run.population("every table that the serving role can read, and the log", cases);
      Instant since = Instant.now();
      LoggerFactory.getLogger(TokensAtRestProbe.class).warn("{}probe{}", CONTROL, run.nonce());
      run.control("a line that is logged is read", log.holds("probe" + run.nonce()));
      Stored stored = consent.connected();
      consent.expire(stored);
      Instant renewed = Instant.now();
      consent.test(stored);
      run.control("the token was renewed", consent.tokenRequests(renewed).size() == 1);
      search(run, tables, vendor.given(since), log);
    }
  }

  private void search(ProbeRun run, NewRows.Tables tables, List<String> secrets, LogLines log) {
    run.control("the vendor gave a code and two pairs of tokens", secrets.size() == 5);
    Set<String> marked = written.holding(tables, List.of(run.nonce()));
    run.control("what is stored on purpose is found in its table", marked.contains(CONNECTIONS));
    Set<String> holding = written.holding(tables, secrets);
    for (String table : NewRows.names(tables)) {
      boolean found = holding.contains(table);
      run.attack(table, Attempt.of(!found, found ? "a token is there" : "nothing"));
    }
    boolean logged = secrets.stream().anyMatch(log::holds);
    run.attack(LOG, Attempt.of(!logged, logged ? "a token is there" : "nothing"));
  }
}
