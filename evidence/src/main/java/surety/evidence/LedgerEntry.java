package surety.evidence;

import java.time.Instant;
import java.util.List;
import surety.translog.Hash;

/// An entry with its place in the ledger and its signed envelope.
public final class LedgerEntry {
  private final LedgerPlace place;
  private final Entry entry;
  private final String keyId;
  private final Envelopes envelopes;
  private final Hash digest;
  private final Hash leaf;

  LedgerEntry(LedgerPlace place, Entry entry, String keyId, byte[] envelope) {
    this(place, entry, keyId, _ -> envelope, Hash.of(envelope), Hash.ofLeaf(envelope));
  }

  private LedgerEntry(
      LedgerPlace place, Entry entry, String keyId, Envelopes envelopes, Hash digest, Hash leaf) {
    this.place = place;
    this.entry = entry;
    this.keyId = keyId;
    this.envelopes = envelopes;
    this.digest = digest;
    this.leaf = leaf;
  }

  /// The same entry, whose envelope is kept elsewhere.
  LedgerEntry keptIn(Envelopes elsewhere) {
    return new LedgerEntry(place, entry, keyId, elsewhere, digest, leaf);
  }

  /// Its number, from 1. Its index in the Merkle log is one less.
  public long seq() {
    return place.seq();
  }

  /// When it came into the ledger.
  public Instant recordedAt() {
    return place.recordedAt();
  }

  /// What it says.
  public Entry entry() {
    return entry;
  }

  /// The key that signed it.
  public String keyId() {
    return keyId;
  }

  /// A copy of the envelope's bytes.
  ///
  /// @throws LedgerBroken if they are kept elsewhere and are not those that were checked
  public byte[] envelope() {
    byte[] envelope = envelopes.of(seq()).clone();
    if (!Hash.of(envelope).equals(digest)) {
      throw new LedgerBroken(List.of(new Defect(seq(), "its stored bytes were changed")));
    }
    return envelope;
  }

  /// SHA-256 of the envelope's bytes: what the next entry refers to, and what others cite.
  public Hash digest() {
    return digest;
  }

  /// The hash of its leaf in the Merkle log.
  public Hash leaf() {
    return leaf;
  }

  Hash previous() {
    return place.previous();
  }

  LedgerHead head() {
    return new LedgerHead(seq(), digest, recordedAt());
  }

  /// Reads an envelope. Neither its signature nor its place is checked.
  static LedgerEntry parse(byte[] envelope) {
    return of(Dsse.parse(envelope), envelope.clone());
  }

  /// Reads an envelope that was taken apart already.
  static LedgerEntry of(Dsse dsse, byte[] envelope) {
    if (!dsse.payloadType().equals(Dsse.IN_TOTO)) {
      throw new JsonInvalid("payloadType is not that of in-toto statements");
    }
    Statement statement = Statement.parse(dsse.payload());
    LedgerPlace place = LedgerPlace.of(statement.predicate().object("ledger"));
    return new LedgerEntry(place, Entry.of(statement), dsse.keyId(), envelope);
  }

  /// Where an entry is.
  record LedgerPlace(long seq, Hash previous, Instant recordedAt) {
    // Any time can be added to such a moment without leaving what an instant can hold.
    private static final Instant LAST = Instant.parse("+10000-01-01T00:00:00Z");

    LedgerPlace {
      if (recordedAt.isBefore(Instant.EPOCH) || !recordedAt.isBefore(LAST)) {
        throw new JsonInvalid("recordedAt is in no year from 1970 to 9999");
      }
    }

    JsonObject json() {
      return Json.object().with("seq", seq).with("prev", previous).with("recordedAt", recordedAt);
    }

    static LedgerPlace of(JsonObject object) {
      return new LedgerPlace(
          object.number("seq"), object.hash("prev"), object.instant("recordedAt"));
    }
  }
}
