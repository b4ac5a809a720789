package surety.server.posture.attest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import surety.evidence.Attestation;
import surety.evidence.AttestationApproval;
import surety.evidence.Claim;
import surety.evidence.Ledger;
import surety.server.platform.Ids;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;
import surety.server.posture.PostureSettings;
import surety.server.posture.record.EvidenceLedger;
import surety.translog.Hash;

/// Takes attestations and their approvals.
@Component
public class Attestations {

  private static final Duration LONGEST = Duration.ofDays(365);

  private final EvidenceLedger ledger;
  private final Documents documents;
  private final PostureSettings settings;
  private final Clock clock;

  Attestations(EvidenceLedger ledger, Documents documents, PostureSettings settings, Clock clock) {
    this.ledger = ledger;
    this.documents = documents;
    this.settings = settings;
    this.clock = clock;
  }

  /// What somebody wants to vouch for.
  ///
  /// @param claim its id
  /// @param owner who vouches, by office; published
  /// @param account the address of that person's account, which may not approve; not published
  /// @param statement published
  /// @param document the evidence, on this machine; its digest and name are published
  /// @param days for how long, at most what the claim's severity allows and never over 365
  public record Word(
      String claim, String owner, String account, String statement, Path document, int days) {}

  /// Puts an attestation into the ledger. It counts for nothing until somebody else approves it.
  ///
  /// @return its id
  /// @throws IllegalArgumentException telling what is wrong with it
  public String give(Word word) {
    Claim claim = claim(ledger.current(), word.claim());
    Duration life = Duration.ofDays(word.days());
    Duration most = shorter(LONGEST, claim.severity().attestation());
    if (!life.isPositive() || life.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "this claim can be attested for 1 to " + most.toDays() + " days");
    }
    String id = Ids.next().toString();
    Hash document = documents.keep(id, word.document(), word.account());
    Instant now = clock.instant();
    ledger.append(
        new Attestation(
            id,
            claim.ref(),
            word.owner(),
            word.statement(),
            document,
            String.valueOf(word.document().getFileName()),
            now,
            now.plus(life)));
    return id;
  }

  private static Claim claim(Ledger known, String id) {
    Claim claim =
        known
            .all(Claim.class)
            .filter(it -> it.id().equals(id))
            .reduce((_, later) -> later)
            .orElseThrow(() -> new IllegalArgumentException("there is no such claim"));
    if (!claim.restsOnWord()) {
      throw new IllegalArgumentException("this claim is proven by probes, not by a word");
    }
    return claim;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /// Attestations that have not run out and that nobody approved, oldest first.
  public List<Attestation> pending() {
    Ledger known = ledger.current();
    Instant now = clock.instant();
    return known
        .all(Attestation.class)
        .filter(word -> word.expiresAt().isAfter(now) && !isApproved(known, word))
        .toList();
  }

  /// Attestations that somebody approved, the newest of each claim.
  List<Attestation> approved() {
    Ledger known = ledger.current();
    return known
        .all(Attestation.class)
        .filter(word -> isApproved(known, word) && isNewest(known, word))
        .toList();
  }

  private static boolean isNewest(Ledger known, Attestation word) {
    return known
        .all(Attestation.class)
        .filter(it -> it.claim().id().equals(word.claim().id()) && isApproved(known, it))
        .reduce((_, later) -> later)
        .filter(word::equals)
        .isPresent();
  }

  private static boolean isApproved(Ledger known, Attestation word) {
    return known
        .all(AttestationApproval.class)
        .anyMatch(approval -> approval.attestation().equals(word.id()));
  }

  /// Whether an account may approve at all.
  public boolean mayApprove(String account) {
    return settings.approvers().stream().anyMatch(it -> it.equalsIgnoreCase(account));
  }

  /// Approves an attestation as a second person. The ledger names the approver by a digest of the
  /// attestation's id and the account's address.
  ///
  /// @throws Refusal if the account may not approve, gave the attestation itself, or there is no
  ///     such attestation to be approved
  public void approve(String id, String account) {
    Attestation word =
        pending().stream()
            .filter(it -> it.id().equals(id) && mayApprove(account))
            .findFirst()
            .orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
    Optional<String> giver = documents.account(id);
    if (giver.isEmpty() || giver.get().equalsIgnoreCase(account)) {
      throw new Refusal(Problem.FORBIDDEN);
    }
    if (!documents.isIntact(word)) {
      throw new Refusal(Problem.INVALID);
    }
    ledger.append(new AttestationApproval(id, approver(id, account)));
  }

  private static String approver(String id, String account) {
    String text = id + "\n" + account.toLowerCase(Locale.ROOT);
    return "account " + Hash.of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
