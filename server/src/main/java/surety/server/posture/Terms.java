package surety.server.posture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import surety.evidence.BuildInForce;
import surety.evidence.Claim;
import surety.evidence.Entry;
import surety.evidence.Ledger;
import surety.evidence.LedgerEntry;
import surety.evidence.Withdrawal;
import surety.server.posture.claim.Claims;
import surety.server.posture.record.EvidenceLedger;
import surety.server.posture.record.Running;

/// Brings the ledger up to what this build promises, and names the build.
///
/// A changed sentence is a new revision; a claim that is no longer made is withdrawn in public; a
/// new build or configuration leaves every claim unproven until its probes ran again.
@Component
class Terms {

  private final Claims claims;
  private final EvidenceLedger ledger;
  private final Running running;

  Terms(Claims claims, EvidenceLedger ledger, Running running) {
    this.claims = claims;
    this.ledger = ledger;
    this.running = running;
  }

  /// Appends what changed since the last start, if anything did.
  List<LedgerEntry> publish() {
    BuildInForce now = running.digests();
    return ledger.appendAll(known -> changes(known, now));
  }

  private List<Entry> changes(Ledger known, BuildInForce now) {
    List<Entry> changes = new ArrayList<>();
    claims.all().stream().flatMap(claim -> changed(known, claim).stream()).forEach(changes::add);
    known.claims().stream()
        .filter(id -> claims.find(id).isEmpty() && !isWithdrawn(known, id))
        .map(id -> new Withdrawal(id, "this build no longer makes the claim"))
        .forEach(changes::add);
    if (!now.equals(last(known.all(BuildInForce.class)).orElse(null))) {
      changes.add(now);
    }
    return changes;
  }

  private static Optional<Claim> changed(Ledger known, surety.server.posture.claim.Claim declared) {
    Optional<Claim> before =
        last(known.all(Claim.class).filter(claim -> claim.id().equals(declared.id())));
    int revision =
        before
            .map(claim -> claim.revision() + (claim.sentence().equals(declared.sentence()) ? 0 : 1))
            .orElse(1);
    Claim now = claim(declared, revision);
    boolean same = before.filter(now::equals).isPresent() && !isWithdrawn(known, declared.id());
    return same ? Optional.empty() : Optional.of(now);
  }

  private static Claim claim(surety.server.posture.claim.Claim declared, int revision) {
    return new Claim(
        declared.id(),
        revision,
        declared.sentence(),
        declared.kind(),
        declared.severity(),
        declared.control(),
        declared.probes(),
        declared.severity().fresh(),
        declared.severity().expire(),
        declared.minimumCases());
  }

  private static boolean isWithdrawn(Ledger known, String id) {
    Stream<Entry> about =
        known.entries().stream()
            .map(LedgerEntry::entry)
            .filter(
                entry ->
                    (entry instanceof Withdrawal end && end.claim().equals(id))
                        || (entry instanceof Claim claim && claim.id().equals(id)));
    return last(about).filter(Withdrawal.class::isInstance).isPresent();
  }

  private static <T> Optional<T> last(Stream<T> all) {
    return all.reduce((_, later) -> later);
  }
}
