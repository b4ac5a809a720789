package surety.server.posture.record;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import surety.envelope.Envelope;
import surety.envelope.KeyUnavailable;
import surety.envelope.NotAuthentic;
import surety.envelope.SealContext;
import surety.envelope.Sealed;
import surety.envelope.SecretBytes;
import surety.envelope.WorkspaceKeySalt;
import surety.evidence.Dsse;
import surety.evidence.SigningKey;
import surety.evidence.Statement;
import surety.evidence.VerifyingKey;
import surety.server.audit.CheckpointSigner;
import surety.server.connect.StatementSigner;
import surety.server.platform.Ids;
import surety.server.platform.StartRefused;
import surety.server.posture.record.LedgerRows.KeyRow;
import surety.server.vault.SealedElsewhere;
import surety.translog.Checkpoint;
import surety.translog.NoteKey;
import surety.translog.SignedNote;

/// The keys that sign evidence. They are stored sealed under the root key and opened when they are
/// needed; their public halves are published.
@Component
class SigningKeys implements SealedElsewhere, StatementSigner, CheckpointSigner {

  private static final UUID OUTSIDE = new UUID(0, 0);

  private final LedgerRows rows;
  private final Envelope envelope;
  private final SecureRandom random = new SecureRandom();
  private final VerifyingKey first;

  /// Makes the first key if there is none, and opens the newest, so that a server that could not
  /// sign does not start.
  ///
  /// @throws StartRefused if a stored key does not open
  SigningKeys(LedgerRows rows, Envelope envelope) {
    this.rows = rows;
    this.envelope = envelope;
    List<KeyRow> stored = rows.asServer(this::storedOrFirst);
    this.first = VerifyingKey.fromDer(stored.getFirst().publicKey());
    open(stored.getLast());
  }

  /// The key with which the ledger begins: what a stranger compares out of band.
  VerifyingKey first() {
    return first;
  }

  /// The key with this public half.
  ///
  /// @throws IllegalStateException if there is none
  SigningKey of(JdbcClient client, VerifyingKey key) {
    return LedgerRows.keys(client).stream()
        .filter(row -> Arrays.equals(row.publicKey(), key.der()))
        .findFirst()
        .map(this::open)
        .orElseThrow(() -> new IllegalStateException("the key in force is not stored: " + key));
  }

  /// Signs with the newest key, the one in force.
  @Override
  public Dsse sign(Statement statement) {
    return statement.sign(open(rows.asServer(LedgerRows::keys).getLast()));
  }

  @Override
  public SignedNote sign(Checkpoint checkpoint) {
    return open(rows.asServer(LedgerRows::keys).getLast()).sign(checkpoint);
  }

  @Override
  public List<NoteKey> keys(String origin) {
    return rows.asServer(LedgerRows::keys).stream()
        .map(row -> VerifyingKey.fromDer(row.publicKey()).noteKey(origin))
        .toList();
  }

  /// Makes the next key and stores it in the caller's transaction.
  SigningKey add(JdbcClient client) {
    SigningKey key = SigningKey.generate(random);
    int next = LedgerRows.keys(client).size() + 1;
    if (!LedgerRows.addKey(client, sealed(next, key))) {
      throw new IllegalStateException("another server added a key at the same time");
    }
    return key;
  }

  @Override
  public String what() {
    return "evidence-signing-key";
  }

  @Override
  public int rewrap() {
    return rows.asServer(client -> rewrap(client, LedgerRows.keys(client)));
  }

  // The id tells when it was made.
  @Override
  public List<Instant> made() {
    return rows.asServer(LedgerRows::keys).stream().map(row -> Ids.madeAt(row.id())).toList();
  }

  private List<KeyRow> storedOrFirst(JdbcClient client) {
    List<KeyRow> stored = LedgerRows.keys(client);
    if (stored.isEmpty()) {
      LedgerRows.addKey(client, sealed(1, SigningKey.generate(random)));
      stored = LedgerRows.keys(client);
    }
    rewrap(client, stored);
    return stored;
  }

  private int rewrap(JdbcClient client, List<KeyRow> stored) {
    int moved = 0;
    for (KeyRow row : stored) {
      Sealed sealed = Sealed.of(row.sealed());
      if (!sealed.keyId().equals(envelope.keys().current().id())) {
        Sealed rewrapped =
            envelope.rewrap(sealed, context(row.id()), WorkspaceKeySalt.of(row.salt()));
        LedgerRows.rewrap(client, row.id(), rewrapped.bytes());
        moved++;
      }
    }
    return moved;
  }

  private KeyRow sealed(int seq, SigningKey key) {
    UUID id = Ids.next();
    WorkspaceKeySalt salt = WorkspaceKeySalt.generate(random);
    try (SecretBytes secret = SecretBytes.taking(key.pkcs8())) {
      byte[] sealed = envelope.seal(secret, context(id), salt).bytes();
      return new KeyRow(seq, id, key.verifyingKey().der(), salt.bytes(), sealed);
    }
  }

  private SigningKey open(KeyRow row) {
    try (SecretBytes secret =
        envelope.open(
            Sealed.of(row.sealed()), context(row.id()), WorkspaceKeySalt.of(row.salt()))) {
      VerifyingKey verifying = VerifyingKey.fromDer(row.publicKey());
      return Objects.requireNonNull(secret.expose(bytes -> SigningKey.of(bytes, verifying)));
    } catch (NotAuthentic | KeyUnavailable e) {
      throw new StartRefused(
          "The key that signs evidence does not open with the root key. Add the root key that it"
              + " was sealed under as SURETY_ROOT_FORMER_KEY.",
          e);
    }
  }

  private static SealContext context(UUID id) {
    return new SealContext(OUTSIDE, "posture.signing_key", id, "sealed", "evidence-signing");
  }
}
