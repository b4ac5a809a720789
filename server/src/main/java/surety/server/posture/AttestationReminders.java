package surety.server.posture;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import surety.evidence.Attestation;
import surety.evidence.LedgerBroken;
import surety.server.platform.Mail;
import surety.server.platform.Mailer;
import surety.server.platform.Refusal;

/// Reminds whoever vouches for a claim, 30 and 7 days before it ends and on the day that it does.
@Component
class AttestationReminders {

  private static final Logger LOG = LoggerFactory.getLogger(AttestationReminders.class);
  private static final List<Long> DAYS_LEFT = List.of(30L, 7L, 0L);

  private final Attestations attestations;
  private final Mailer mailer;
  private final Clock clock;

  AttestationReminders(Attestations attestations, Mailer mailer, Clock clock) {
    this.attestations = attestations;
    this.mailer = mailer;
    this.clock = clock;
  }

  @Scheduled(cron = "0 0 7 * * *", zone = "UTC")
  void everyDay() {
    try {
      attestations.inForce().stream().filter(this::isDue).forEach(this::remind);
    } catch (LedgerBroken | DataAccessException | Refusal e) {
      LOG.error("nobody could be reminded of an attestation that ends", e);
    }
  }

  private boolean isDue(Attestation word) {
    return DAYS_LEFT.contains(daysLeft(word)) && word.expiresAt().isAfter(clock.instant());
  }

  private long daysLeft(Attestation word) {
    return Duration.between(clock.instant(), word.expiresAt()).toDays();
  }

  private void remind(Attestation word) {
    mailer.send(
        new Mail(
            word.owner(),
            "What you vouch for ends on " + word.expiresAt(),
            """
            You vouch for claim %s on the security page, on the document "%s".

            This ends on %s. Nobody can extend it: look at the document again, and if it still
            holds, have it recorded anew with ./surety attest. Otherwise the page says that it
            expired.
            """
                .formatted(word.claim().id(), word.documentName(), word.expiresAt())));
  }
}
