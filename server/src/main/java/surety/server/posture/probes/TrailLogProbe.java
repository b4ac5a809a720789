package surety.server.posture.probes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import surety.server.audit.CheckpointSigner;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.workspace.Role;
import surety.translog.Checkpoint;
import surety.translog.LogVerdict;
import surety.translog.LogVerdict.Verified;
import surety.translog.LogVerifier;
import surety.translog.NoteKey;
import surety.translog.WitnessPolicy;

/// Looks for entries that the log of a workspace leaves out or tells otherwise than the trail does,
/// and tries to write the log's tables.
@Component
class TrailLogProbe implements Probe {

  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final String LOOK = "a look at the trail has no place in the log";
  private static final String CHANGE = "a change has no place in the log";
  private static final String ALTERED = "a file with one letter changed verifies";
  private static final String FORMER = "the log has not grown out of the kept checkpoint";
  private static final String FOREIGN = "the proof of an entry of another workspace";

  // The trails and their logs, from the catalogue: those with a policy for the functions that
  // write them.
  private static final String TABLES =
      """
      SELECT c.relname, (SELECT quote_ident(a.attname) FROM pg_attribute a
                          WHERE a.attrelid = c.oid AND a.attnum = 1)
        FROM pg_class c
       WHERE c.relnamespace = 'audit'::regnamespace AND c.relkind IN ('r', 'p')
         AND EXISTS (SELECT FROM pg_policy p
                      WHERE p.polrelid = c.oid AND p.polname IN ('append', 'sequencing'))
       ORDER BY 1
      """;

  private final Accesses accesses;
  private final CanaryRows rows;
  private final InjectedSql injected;
  private final CheckpointSigner signer;

  TrailLogProbe(Accesses accesses, CanaryRows rows, InjectedSql injected, CheckpointSigner signer) {
    this.accesses = accesses;
    this.rows = rows;
    this.injected = injected;
    this.signer = signer;
  }

  @Override
  public String id() {
    return "trail-log";
  }

  @Override
  public String attack() {
    return "An owner keeps a checkpoint, changes something and looks at the trail, and downloads"
        + " both entries with their proofs: they have to be in the log, as the trail has them, and"
        + " the log has to have grown out of the checkpoint. A changed file, another workspace's"
        + " entry and SQL that writes the log's tables have to be refused.";
  }

  // Whichever runs first waits until the people of both workspaces have signed in.
  @Override
  public Duration budget() {
    return Duration.ofSeconds(60);
  }

  @Override
  public void run(ProbeRun run) throws InterruptedException, SQLException {
    Map<String, String> writes = writes(run);
    List<String> cases = new ArrayList<>(List.of(LOOK, CHANGE, ALTERED, FORMER, FOREIGN));
    cases.addAll(writes.keySet());
    run.population("both trails, and every table of the logs", cases);
    Canary a = run.canaries().a();
    String log = "/w/" + a.workspace() + "/security/log";
    TargetBrowser owner = a.as(Role.OWNER);
    NoteKey key = signer.keys("surety/log/" + a.workspace()).getLast();
    Checkpoint kept = checkpoint(owner, log, key);
    run.control(
        "a checkpoint is signed with the published key",
        owner.get(log + "/key").text().strip().equals(key.text()));
    Instant before = accesses.now(a);
    Mark.plant(run, rows);
    owner.get("/w/" + a.workspace() + "/security");
    Page look = file(owner, log, accesses.ofAction(a, before, "TRAIL_READ"));
    Page change = file(owner, log, accesses.lastChange(a, before));
    run.echo(change.body());
    run.attack(LOOK, told(look, key, List.of(), "\"TRAIL_READ\""));
    run.attack(CHANGE, told(change, key, List.of(), run.nonce()));
    run.attack(FORMER, told(change, key, List.of(kept), run.nonce()));
    LogVerdict altered = verdict(change.text().replace(run.nonce(), "altered"), key, List.of());
    run.attack(ALTERED, Attempt.of(!(altered instanceof Verified), named(altered)));
    Page foreign =
        run.canaries()
            .b()
            .as(Role.OWNER)
            .get(
                "/w/%s/security/log/file?entry=%s"
                    .formatted(run.canaries().b().workspace(), accesses.lastChange(a, before)));
    run.attack(FOREIGN, Attempt.of(foreign.status() == 404, "status " + foreign.status()));
    writes.forEach(
        (what, sql) -> run.attack(what, injected.run(a.workspace(), sql).mustBeRefused()));
  }

  private static Map<String, String> writes(ProbeRun run) throws SQLException {
    Map<String, String> writes = new LinkedHashMap<>();
    run.sql()
        .inTransaction(
            connection -> {
              try (var statement = connection.createStatement();
                  var tables = statement.executeQuery(TABLES)) {
                while (tables.next()) {
                  String table = "audit." + tables.getString(1);
                  String column = tables.getString(2);
                  writes.put("change " + table, "UPDATE %s SET %s = %2$s".formatted(table, column));
                  writes.put("remove from " + table, "DELETE FROM " + table);
                }
                return writes;
              }
            });
    writes.put("sequence", "SELECT audit.days_with_entries()");
    return writes;
  }

  private static Checkpoint checkpoint(TargetBrowser owner, String log, NoteKey key)
      throws InterruptedException {
    Page page = owner.get(log + "/checkpoint");
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (page.status() != 200 && System.nanoTime() < until) {
      Thread.sleep(50);
      page = owner.get(log + "/checkpoint");
    }
    return Checkpoint.verified(page.text(), key);
  }

  // It may take a second until the entry has its place and a checkpoint covers it.
  private static Page file(TargetBrowser owner, String log, UUID entry)
      throws InterruptedException {
    String path = log + "/file?entry=" + entry;
    Page page = owner.get(path);
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (page.status() == 404 && System.nanoTime() < until) {
      Thread.sleep(100);
      page = owner.get(path);
    }
    return page;
  }

  private static Attempt told(Page file, NoteKey key, List<Checkpoint> kept, String mark) {
    if (file.status() != 200) {
      return new Attempt.Succeeded("status " + file.status());
    }
    LogVerdict verdict = verdict(file.text(), key, kept);
    boolean right = verdict instanceof Verified && file.text().contains(mark.replace("\"", "\\\""));
    return Attempt.of(right, named(verdict));
  }

  private static LogVerdict verdict(String file, NoteKey key, List<Checkpoint> kept) {
    try {
      return new LogVerifier(key, kept, WitnessPolicy.NONE)
          .verify(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String named(LogVerdict verdict) {
    return verdict instanceof LogVerdict.Defect defect ? defect.kind().name() : "verified";
  }
}
