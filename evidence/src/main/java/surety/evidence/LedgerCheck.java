package surety.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Walks along a ledger and collects what is wrong with it.
final class LedgerCheck {
  private final List<Defect> defects = new ArrayList<>();
  private final Map<String, Claim> claims = new HashMap<>();
  private LedgerHead head;
  private VerifyingKey key;

  LedgerCheck(LedgerHead head, VerifyingKey key) {
    this.head = head;
    this.key = key;
  }

  VerifyingKey key() {
    return key;
  }

  List<LedgerEntry> read(List<byte[]> envelopes) {
    long first = head.size() + 1;
    List<Read> read =
        IntStream.range(0, envelopes.size())
            .parallel()
            .mapToObj(index -> parse(envelopes.get(index), first + index))
            .toList();
    List<VerifyingKey> keys = new ArrayList<>(read.size());
    for (Read next : read) {
      keys.add(key);
      follow(next.entry());
    }
    defects.addAll(
        IntStream.range(0, read.size())
            .parallel()
            .filter(index -> !read.get(index).envelope().isSignedBy(keys.get(index)))
            .mapToObj(index -> unsigned(read.get(index).entry()))
            .toList());
    refuseDefects();
    return read.stream().map(Read::entry).toList();
  }

  private record Read(LedgerEntry entry, Dsse envelope) {}

  void require(LedgerEntry entry) {
    VerifyingKey signer = key;
    follow(entry);
    if (!isSigned(entry, signer)) {
      defects.add(unsigned(entry));
    }
    refuseDefects();
  }

  private static Read parse(byte[] envelope, long seq) {
    try {
      Dsse dsse = Dsse.parse(envelope);
      return new Read(LedgerEntry.of(dsse, envelope.clone()), dsse);
    } catch (JsonInvalid e) {
      throw new LedgerBroken(List.of(new Defect(seq, "is no entry: " + e.getMessage())));
    }
  }

  private void follow(LedgerEntry entry) {
    if (entry.seq() != head.size() + 1) {
      defect(entry, "stands where entry " + (head.size() + 1) + " should");
    }
    if (!entry.previous().equals(head.digest())) {
      defect(entry, "does not follow the entry before: its digest is another");
    }
    if (entry.recordedAt().isBefore(head.recordedAt())) {
      defect(entry, "is dated before the entry before");
    }
    switch (entry.entry()) {
      case Claim claim -> follow(entry, claim);
      case ProbeResult result when result.endedAt().isAfter(entry.recordedAt()) ->
          defect(entry, "the run ends after it was recorded");
      case KeyRotation rotation -> key = rotation.next();
      default -> {}
    }
    head = entry.head();
  }

  /// Takes note of a claim that was checked before.
  void know(Claim claim) {
    claims.put(claim.id(), claim);
  }

  private void follow(LedgerEntry entry, Claim claim) {
    Claim before = claims.put(claim.id(), claim);
    if (before == null) {
      return;
    }
    if (claim.revision() < before.revision()) {
      defect(entry, "claim " + claim.id() + " goes back to a former revision");
    }
    if (claim.revision() == before.revision() && !claim.sentence().equals(before.sentence())) {
      defect(entry, "the sentence of " + claim.id() + " changed without a new revision");
    }
  }

  private void defect(LedgerEntry entry, String what) {
    defects.add(new Defect(entry.seq(), what));
  }

  private static boolean isSigned(LedgerEntry entry, VerifyingKey key) {
    return Dsse.parse(entry.envelope()).isSignedBy(key);
  }

  private static Defect unsigned(LedgerEntry entry) {
    return new Defect(entry.seq(), "is not signed with the key in force");
  }

  private void refuseDefects() {
    if (!defects.isEmpty()) {
      throw new LedgerBroken(defects);
    }
  }
}
