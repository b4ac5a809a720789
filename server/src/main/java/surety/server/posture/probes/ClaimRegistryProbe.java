package surety.server.posture.probes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import surety.server.posture.ProbeRegistry;
import surety.server.posture.claim.Claim;
import surety.server.posture.claim.Claims;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;

/// Looks for a claim that rests on nothing, and for a place where a state could be written.
@Component
class ClaimRegistryProbe implements Probe {

  private static final String COLUMN = "column ";
  private static final String COLUMNS =
      """
      SELECT c.relname || '.' || a.attname
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       WHERE c.relnamespace = 'posture'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
         AND a.attnum > 0 AND NOT a.attisdropped
       ORDER BY 1
      """;

  private final Claims claims;
  private final ObjectProvider<ProbeRegistry> probes;
  private final CanaryRows rows;

  // The registry needs this probe first, so that it can be asked for no sooner than in a run.
  ClaimRegistryProbe(Claims claims, ObjectProvider<ProbeRegistry> probes, CanaryRows rows) {
    this.claims = claims;
    this.probes = probes;
    this.rows = rows;
  }

  @Override
  public String id() {
    return "claim-registry";
  }

  @Override
  public String attack() {
    return "Searches every claim for one without a check or a signed word, and every column beside"
        + " the evidence for one in which a state could be set by hand.";
  }

  @Override
  public void run(ProbeRun run) throws SQLException {
    List<String> columns = run.sql().inTransaction(ClaimRegistryProbe::columns);
    List<String> cases = new ArrayList<>(claims.all().stream().map(Claim::id).toList());
    columns.forEach(column -> cases.add(COLUMN + column));
    Set<String> registered = Set.copyOf(probes.getObject().ids());
    try (var _ = CanarySettings.marked(run, rows)) {
      run.population("every claim of this build, every column beside the evidence", cases);
      run.control("this probe is one of those found", registered.contains(id()));
      run.control("the evidence's own column is found", columns.contains("entry.envelope"));
      claims.all().forEach(claim -> run.attack(claim.id(), bound(claim, registered)));
      columns.forEach(column -> run.attack(COLUMN + column, holdsNoState(column)));
    }
  }

  private static Attempt bound(Claim claim, Set<String> registered) {
    Optional<String> missing =
        claim.probes().stream().filter(probe -> !registered.contains(probe)).findFirst();
    if (missing.isPresent()) {
      return new Attempt.Succeeded("its probe is not there: " + missing.get());
    }
    boolean rests = !claim.probes().isEmpty() || claim.attestation().isPresent();
    return Attempt.of(
        rests || claim.unproven().isPresent(), rests ? "rests on a check or a word" : "on nothing");
  }

  private static Attempt holdsNoState(String column) {
    String name = column.substring(column.indexOf('.') + 1);
    boolean state = List.of("state", "status", "outcome", "colour", "verdict").contains(name);
    return Attempt.of(!state, state ? "a state could be set in it" : "holds no state");
  }

  private static List<String> columns(java.sql.Connection connection) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(COLUMNS)) {
      while (found.next()) {
        columns.add(found.getString(1));
      }
    }
    return columns;
  }
}
