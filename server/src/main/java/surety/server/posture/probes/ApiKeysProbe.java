package surety.server.posture.probes;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.posture.scan.Needle;
import surety.server.posture.scan.Scanner;
import surety.server.workspace.Role;

/// Makes an API key, uses it, and searches for it wherever it could have stayed.
@Component
class ApiKeysProbe implements Probe {

  // Whoever reads the log must see at once that nothing is wrong.
  private static final String CONTROL =
      "no fault: the check api-keys wrote this line to see that it finds what is logged: ";
  private static final String ROW = "the row by which the key is found";
  private static final String LOG = "log of the server";
  private static final String KEPT = "the answer that shows it, in a browser's store";
  private static final String AGAIN = "the same request again";
  private static final String NAMED = "identity.api_key";
  private static final String PREFIX = "surety_";
  private static final int SECRET = 43;
  private static final int RANDOM_BYTES = 32;

  private final Routes routes;
  private final NewRows written;
  private final InjectedSql sql;

  ApiKeysProbe(Routes routes, NewRows written, InjectedSql sql) {
    this.routes = routes;
    this.written = written;
    this.sql = sql;
  }

  @Override
  public String id() {
    return "api-keys";
  }

  @Override
  public String attack() {
    return "Makes an API key and calls the server with it; then searches for it in every row that"
        + " the serving role can read and that was written meanwhile, in the row by which keys are"
        + " found, in the log and on every page under Settings, and asks for it a second time.";
  }

  @Override
  public void run(ProbeRun run) {
    Canary b = run.canaries().b();
    NewRows.Tables tables = written.from(b.workspace());
    List<Route> pages = pages();
    List<String> cases = new ArrayList<>(NewRows.names(tables));
    cases.addAll(List.of(ROW, LOG, KEPT, AGAIN));
    pages.forEach(page -> cases.add(page.toString()));
    run.population("every readable table, and every page under Settings", cases);
    try (CanaryKeys keys = new CanaryKeys(b);
        LogLines log = LogLines.reading()) {
      LoggerFactory.getLogger(ApiKeysProbe.class).warn("{}probe{}", CONTROL, run.nonce());
      run.control("a line that is logged is read", log.holds("probe" + run.nonce()));
      CanaryKeys.Made made = keys.made("figures", run.nonce());
      run.echo(made.answer().body());
      CanaryAgent agent = CanaryAgent.with(run, b.stranger(), made.key());
      run.control("the key opens its door", !agent.tools().isEmpty());
      stored(run, tables, made.key(), log);
      shownAgain(run, b.as(Role.OWNER), pages, keys, made);
    }
  }

  private List<Route> pages() {
    return routes.all().stream()
        .filter(route -> route.reads() && route.inWorkspace())
        .filter(route -> route.pattern().contains("/settings"))
        .toList();
  }

  private void stored(ProbeRun run, NewRows.Tables tables, String key, LogLines log) {
    byte[] bits =
        Base64.getUrlDecoder().decode(key.substring(PREFIX.length(), PREFIX.length() + SECRET));
    String hex = HexFormat.of().formatHex(bits);
    run.control("a key has 256 bits", bits.length == RANDOM_BYTES);
    Set<String> marked = written.holding(tables, List.of(run.nonce()));
    run.control("what is stored on purpose is found in its table", marked.contains(NAMED));
    Set<String> holding = written.holding(tables, List.of(key, hex));
    for (String table : NewRows.names(tables)) {
      boolean found = holding.contains(table);
      run.attack(table, Attempt.of(!found, found ? "the key is there" : "nothing"));
    }
    run.attack(LOG, Attempt.of(!log.holds(key), "read along"));
    run.attack(ROW, row(tables, run.nonce(), hex, HexFormat.of().formatHex(sha256(bits))));
  }

  private Attempt row(NewRows.Tables tables, String name, String secret, String hash) {
    Reply ids = sql.run(tables.workspace(), "SELECT id FROM identity.api_key WHERE name = ?", name);
    if (ids.rows().size() != 1) {
      return new Attempt.Unclear(ids.rows().size() + " keys of this name");
    }
    UUID id = UUID.fromString(ids.rows().getFirst());
    Reply row =
        sql.run(tables.workspace(), "SELECT row FROM identity.api_key_as_stored(?) row", id);
    if (row.rows().size() != 1) {
      return new Attempt.Unclear("state " + row.state());
    }
    String text = row.rows().getFirst();
    return Attempt.of(text.contains(hash) && !text.contains(secret), "compared with SHA-256");
  }

  private static void shownAgain(
      ProbeRun run, TargetBrowser owner, List<Route> pages, CanaryKeys keys, CanaryKeys.Made made) {
    String stores = made.answer().headers().firstValue("Cache-Control").orElse("");
    run.attack(KEPT, Attempt.of(stores.contains("no-store"), "Cache-Control: " + stores));
    Scanner scanner = new Scanner(Needle.ofText(made.key()));
    int named = 0;
    for (Route route : pages) {
      Page page = owner.get(route.path(run.canaries().b(), UUID.randomUUID()));
      boolean found = !scanner.bytes("", page.body()).isEmpty();
      run.attack(route.toString(), Attempt.of(!found, found ? "the key" : "not there"));
      named += page.text().contains(run.nonce()) ? 1 : 0;
    }
    run.control("its name is found on the same pages", named > 0);
    Page again = keys.made("figures", run.nonce()).answer();
    boolean same = !scanner.bytes("", again.body()).isEmpty();
    run.attack(AGAIN, Attempt.of(!same, same ? "the same key" : "another key"));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
