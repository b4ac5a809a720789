package surety.server.posture.attest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import surety.evidence.Attestation;
import surety.evidence.ClaimState;
import surety.evidence.CounterEvidence;
import surety.evidence.Ledger;
import surety.evidence.LedgerBroken;
import surety.evidence.LedgerEntry;
import surety.server.platform.Mail;
import surety.server.platform.Mailer;
import surety.server.platform.Refusal;
import surety.server.posture.PostureSettings;
import surety.server.posture.record.EvidenceLedger;

/// Looks after attestations once an hour: tells who gave one and the approvers 30 days before it
/// runs out, 7 days before, and in its last 24 hours, and records against the claim that its
/// document is gone or was altered.
///
/// The state function says which word counts and when it runs out; one that was replaced, or given
/// for a sentence that has changed since, concerns nobody.
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
      Ledger known = ledger.current();
      ClaimState.all(known, clock.instant()).forEach(state -> remind(known, state));
      attestations.approved().forEach(this::check);
    } catch (LedgerBroken | DataAccessException | Refusal e) {
      LOG.error("attestations could not be looked after; tried again in an hour", e);
    }
  }

  private void remind(Ledger known, ClaimState state) {
    Optional<Instant> end =
        switch (state.state()) {
          case ATTESTED -> state.freshUntil();
          case EXPIRED -> Optional.of(state.since());
          default -> Optional.empty();
        };
    state.evidence().stream()
        .flatMap(seq -> known.entry(seq).stream())
        .map(LedgerEntry::entry)
        .filter(Attestation.class::isInstance)
        .map(Attestation.class::cast)
        .forEach(word -> end.ifPresent(moment -> remind(word, moment)));
  }

  // Of several that are due, one is sent. It is noted once it was handed over: better twice than
  // never.
  private void remind(Attestation word, Instant end) {
    Duration left = Duration.between(clock.instant(), end);
    List<Integer> due =
        DAYS.stream()
            .filter(days -> isDue(left, days) && !documents.wasReminded(word.id(), days))
            .toList();
    if (due.isEmpty()) {
      return;
    }
    recipients(word).forEach(to -> mailer.send(mail(to, word, end, left)));
    due.forEach(days -> documents.noteReminder(word.id(), days));
  }

  private static boolean isDue(Duration left, int days) {
    return left.compareTo(Duration.ofDays(Math.max(1, days))) <= 0;
  }

  private Set<String> recipients(Attestation word) {
    Set<String> recipients = new LinkedHashSet<>();
    documents.account(word.id()).ifPresent(giver -> recipients.add(lowerCase(giver)));
    settings.approvers().forEach(approver -> recipients.add(lowerCase(approver)));
    return recipients;
  }

  private static String lowerCase(String address) {
    return address.strip().toLowerCase(Locale.ROOT);
  }

  private static Mail mail(String to, Attestation word, Instant end, Duration left) {
    String claim = word.claim().id();
    boolean over = left.isNegative();
    return new Mail(
        to,
        "Attestation of " + claim + " " + (over ? "has run out" : "runs out " + ahead(left)),
        """
        What %s vouches for on the security page, claim %s,
        %s on %s.

        From then on the page shows the claim as expired. To renew it, give a new
        attestation on the server with ./surety attest, and have it approved.
        """
            .formatted(word.owner(), claim, over ? "ran out" : "runs out", end));
  }

  // A day that has begun counts: 30 days are left until 29 are.
  private static String ahead(Duration left) {
    long days = left.plusDays(1).minusNanos(1).toDays();
    return days <= 1 ? "within a day" : "in " + days + " days";
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
