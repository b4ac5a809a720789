package surety.server.posture;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import surety.envelope.Envelope;
import surety.envelope.SecretBytes;
import surety.evidence.Attestation;
import surety.evidence.AttestationApproval;
import surety.evidence.Claim;
import surety.evidence.Ledger;
import surety.server.platform.Ids;
import surety.server.platform.Mail;
import surety.server.platform.Mailer;
import surety.server.posture.record.EvidenceLedger;
import surety.server.workspace.EmailAddress;
import surety.translog.Hash;

/// A person's word for a claim that no probe can show, on a document, until a date.
///
/// It counts only when a second person approves, who gets a code by mail for it: whoever asks for
/// an attestation cannot approve it too without reading that person's mail.
@Component
class Attestations {

  private static final Duration LONGEST = Duration.ofDays(365);
  private static final int CODE_BYTES = 16;

  private final EvidenceLedger ledger;
  private final Envelope envelope;
  private final Mailer mailer;
  private final Clock clock;

  Attestations(EvidenceLedger ledger, Envelope envelope, Mailer mailer, Clock clock) {
    this.ledger = ledger;
    this.envelope = envelope;
    this.mailer = mailer;
    this.clock = clock;
  }

  /// What somebody vouches for.
  ///
  /// @param owner the address of who vouches, and is reminded before it ends
  /// @param approver the address of the second person
  /// @param document the SHA-256 of what it rests on
  record Word(
      String claim,
      EmailAddress owner,
      EmailAddress approver,
      String statement,
      Hash document,
      String documentName,
      Instant until) {}

  /// Records a person's word and mails the second person a code.
  ///
  /// @return the attestation's id
  /// @throws IllegalArgumentException if the claim does not rest on a person's word, owner and
  ///     approver are one, or it would last too long
  String record(Word word) {
    Instant now = clock.instant();
    Claim claim = claim(ledger.current(), word.claim());
    Duration lasting = Duration.between(now, word.until());
    Duration most = claim.severity().attestation();
    require(claim.restsOnWord(), "this claim rests on probes and not on a person's word");
    require(!word.owner().equals(word.approver()), "the second person must be another one");
    require(
        lasting.isPositive() && lasting.compareTo(LONGEST) <= 0 && lasting.compareTo(most) <= 0,
        "it may last for %d days at most".formatted(most.toDays()));
    UUID id = Ids.next();
    ledger.append(
        new Attestation(
            id.toString(),
            claim.ref(),
            word.owner().value(),
            word.statement(),
            word.document(),
            word.documentName(),
            now,
            word.until()));
    mailer.send(request(word, id.toString()));
    return id.toString();
  }

  /// Records that the second person approves.
  ///
  /// @throws IllegalArgumentException if there is no such attestation, or the code is not the one
  ///     that was mailed to that person for it
  void approve(String attestation, EmailAddress approver, String code) {
    Attestation word =
        ledger
            .current()
            .all(Attestation.class)
            .filter(known -> known.id().equals(attestation))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no such attestation"));
    require(!word.owner().equals(approver.value()), "the second person must be another one");
    require(isCode(code, attestation, approver), "this is not the code that was mailed");
    ledger.append(new AttestationApproval(attestation, approver.value()));
  }

  /// The attestations in force, the newest of each claim.
  List<Attestation> inForce() {
    Ledger known = ledger.current();
    List<String> approved =
        known.all(AttestationApproval.class).map(AttestationApproval::attestation).toList();
    return known.claims().stream()
        .flatMap(
            claim ->
                known
                    .all(Attestation.class)
                    .filter(word -> word.claim().id().equals(claim))
                    .filter(word -> approved.contains(word.id()))
                    .reduce((_, later) -> later)
                    .stream())
        .toList();
  }

  private static Claim claim(Ledger known, String id) {
    Optional<Claim> newest =
        known.all(Claim.class).filter(claim -> claim.id().equals(id)).reduce((_, later) -> later);
    return newest.orElseThrow(() -> new IllegalArgumentException("there is no such claim"));
  }

  private static void require(boolean held, String otherwise) {
    if (!held) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private Mail request(Word word, String id) {
    return new Mail(
        word.approver().value(),
        "Approve what " + word.owner().value() + " vouches for",
        """
        %s vouches for claim %s on the security page:

        %s

        It rests on the document "%s", SHA-256
        %s
        and would hold until %s.

        If you have read the document and agree, give this to the operator:

        ./surety approve %s --by %s --code %s
        """
            .formatted(
                word.owner().value(),
                word.claim(),
                word.statement(),
                word.documentName(),
                word.document().hex(),
                word.until(),
                id,
                word.approver().value(),
                code(id, word.approver())));
  }

  private boolean isCode(String code, String attestation, EmailAddress approver) {
    byte[] right = code(attestation, approver).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] given = code.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return MessageDigest.isEqual(right, given);
  }

  // Derived and not stored: a code of an attestation and a person, that only this server can make.
  private String code(String attestation, EmailAddress approver) {
    byte[] info =
        (attestation + " " + approver.value()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    try (SecretBytes code =
        envelope.keys().current().derive("attestation-approval", info, CODE_BYTES)) {
      return code.expose(HexFormat.of()::formatHex);
    }
  }
}
