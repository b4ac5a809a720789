package surety.server.posture.attest;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import surety.evidence.Attestation;
import surety.evidence.CounterEvidence;
import surety.evidence.Ledger;
import surety.evidence.LedgerBroken;
import surety.server.platform.Mail;
import surety.server.platform.Mailer;
import surety.server.posture.PostureSettings;
import surety.server.posture.record.EvidenceLedger;

/// Looks after attestations once an hour: tells who gave one and the approvers 30 days, 7 days and
/// on the day before it runs out, and records against the claim that its document is gone or was
/// altered.
@Component
class ExpiryNotices {

  private static final Logger LOG = LoggerFactory.getLogger(ExpiryNotices.class);
  private static final List<Integer> DAYS = List.of(0, 7, 30);

  private final Attestations attestations;
  private final Documents documents;
  private final EvidenceLedger ledger;
  private final PostureSettings settings;
  private final Mailer mailer;
  private final Clock clock;

  ExpiryNotices(
      Attestations attestations,
      Documents documents,
      EvidenceLedger ledger,
      PostureSettings settings,
      Mailer mailer,
      Clock clock) {
    this.attestations = attestations;
    this.documents = documents;
    this.ledger = ledger;
    this.settings = settings;
    this.mailer = mailer;
    this.clock = clock;
  }

  @Scheduled(fixedDelay = 60, initialDelay = 2, timeUnit = TimeUnit.MINUTES)
  void look() {
    try {
      for (Attestation word : attestations.approved()) {
        remind(word);
        check(word);
      }
    } catch (LedgerBroken | DataAccessException e) {
      LOG.error("attestations could not be looked after; tried again in an hour", e);
    }
  }

  // Of several that are due, only the nearest to the end is sent.
  private void remind(Attestation word) {
    Duration left = Duration.between(clock.instant(), word.expiresAt());
    boolean due = true;
    for (int days : DAYS) {
      if (left.compareTo(Duration.ofDays(days)) <= 0
          && documents.remindOnce(word.id(), days)
          && due) {
        recipients(word).forEach(to -> mailer.send(mail(to, word, Math.max(0, left.toDays()))));
        due = false;
      }
    }
  }

  private Set<String> recipients(Attestation word) {
    Set<String> recipients = new LinkedHashSet<>();
    documents.account(word.id()).ifPresent(recipients::add);
    recipients.addAll(settings.approvers());
    return recipients;
  }

  private static Mail mail(String to, Attestation word, long days) {
    String claim = word.claim().id();
    return new Mail(
        to,
        "Attestation of " + claim + " runs out " + (days == 0 ? "today" : "in " + days + " days"),
        """
        What %s vouches for on the security page, claim %s,
        runs out on %s.

        From then on the page shows the claim as expired. To renew it, give a new
        attestation on the server with ./surety attest, and have it approved.
        """
            .formatted(word.owner(), claim, word.expiresAt()));
  }

  private void check(Attestation word) {
    String id = "document-" + word.id();
    if (!documents.isIntact(word) && !isRecorded(ledger.current(), id)) {
      ledger.append(
          new CounterEvidence(
              id,
              word.claim().id(),
              "check of documents",
              "the document that was vouched on is gone or was altered",
              word.document()));
    }
  }

  private static boolean isRecorded(Ledger known, String id) {
    return known.all(CounterEvidence.class).anyMatch(it -> it.id().equals(id));
  }
}
