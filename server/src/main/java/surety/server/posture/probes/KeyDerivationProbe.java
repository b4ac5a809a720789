package surety.server.posture.probes;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import surety.envelope.Envelope;
import surety.envelope.KeyRing;
import surety.envelope.NotAuthentic;
import surety.envelope.RootKey;
import surety.envelope.SealContext;
import surety.envelope.Sealed;
import surety.envelope.SecretBytes;
import surety.envelope.WorkspaceKeySalt;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;

/// Derives keys beside the server, by RFC 5869 and nothing else, and wraps data keys with all that
/// somebody could have taken for the right key.
@Component
class KeyDerivationProbe implements Probe {

  private static final String OWN = "a value that the server seals, with another derivation";
  private static final String PURPOSES = "one key for two purposes";

  private final CanaryRows rows;
  private final SecureRandom random = new SecureRandom();

  KeyDerivationProbe(CanaryRows rows) {
    this.rows = rows;
  }

  @Override
  public String id() {
    return "key-derivation";
  }

  @Override
  public String attack() {
    return "Computes HKDF-SHA256 by its RFC, beside the server's own code and for a root key drawn"
        + " for this, opens with it what the server seals, and offers the server values whose"
        + " data key is wrapped by the root key itself, by another workspace's key, without the"
        + " salt, or by a home-made derivation.";
  }

  @Override
  public void run(ProbeRun run) {
    byte[] root = new byte[RootKey.BYTES];
    random.nextBytes(root);
    try (var _ = CanarySettings.marked(run, rows)) {
      Canary a = run.canaries().a();
      attack(run, new Trial(root, a.workspace().value(), salt(a), random));
    } finally {
      Arrays.fill(root, (byte) 0);
    }
  }

  // RFC 5869, appendix A.1.
  private static boolean isByTheBook() {
    HexFormat hex = HexFormat.of();
    byte[] derived =
        SpecEnvelope.hkdf(
            hex.parseHex("0b".repeat(22)),
            hex.parseHex("000102030405060708090a0b0c"),
            hex.parseHex("f0f1f2f3f4f5f6f7f8f9"),
            42);
    return hex.formatHex(derived)
        .equals(
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
                + "34007208d5b887185865");
  }

  private static void attack(ProbeRun run, Trial trial) {
    Map<String, byte[]> wrong = trial.wrongKeys();
    List<String> cases = new ArrayList<>(wrong.keySet());
    cases.addAll(List.of(OWN, PURPOSES));
    run.population("each input of the derivation, left out or exchanged", cases);
    run.control("the judge derives what RFC 5869 lists", isByTheBook());
    byte[] value = run.nonce().getBytes(StandardCharsets.US_ASCII);
    run.control("a value under the right key opens", trial.opens(value, trial.right()));
    run.attack(OWN, Attempt.of(trial.sealsByTheBook(value), "opened beside the server"));
    run.attack(PURPOSES, Attempt.of(trial.separatesPurposes(), "two keys compared"));
    wrong.forEach(
        (name, key) -> {
          boolean opens = trial.opens(value, key);
          run.attack(name, Attempt.of(!opens, opens ? "the server opens it" : "not authentic"));
        });
  }

  private WorkspaceKeySalt salt(Canary canary) {
    return rows.read(
        canary,
        client ->
            client
                .sql("SELECT salt FROM vault.workspace_key WHERE workspace_id = ?")
                .param(1, canary.workspace().value())
                .query((row, _) -> WorkspaceKeySalt.of(row.getBytes(1)))
                .single());
  }

  /// The server's envelope with a root key whose bytes are known here.
  private record Trial(
      byte[] root, UUID workspace, WorkspaceKeySalt salt, UUID row, SecureRandom random) {

    private static final String TABLE = "vault.credential";
    private static final String COLUMN = "sealed";
    private static final String FOR = "api-token";

    Trial(byte[] root, UUID workspace, WorkspaceKeySalt salt, SecureRandom random) {
      this(root, workspace, salt, UUID.randomUUID(), random);
    }

    private RootKey key() {
      return RootKey.of(root);
    }

    private Envelope envelope() {
      return new Envelope(new KeyRing(key()), random);
    }

    private byte[] rootId() {
      return HexFormat.of().parseHex(key().id().hex());
    }

    private SealContext context() {
      return new SealContext(workspace, TABLE, row, COLUMN, FOR);
    }

    private SpecEnvelope.Place place() {
      return new SpecEnvelope.Place(workspace, row, TABLE, COLUMN, FOR);
    }

    byte[] right() {
      return derived(salt.bytes(), SpecEnvelope.KEK, workspace);
    }

    private byte[] derived(byte[] salted, String label, UUID... of) {
      byte[][] ids = Arrays.stream(of).map(SpecEnvelope::uuid).toArray(byte[][]::new);
      return SpecEnvelope.hkdf(root, salted, SpecEnvelope.info(label, ids), 32);
    }

    Map<String, byte[]> wrongKeys() {
      byte[] other = WorkspaceKeySalt.generate(random).bytes();
      Map<String, byte[]> keys = new LinkedHashMap<>();
      keys.put("the root key itself", root);
      keys.put("no salt", derived(new byte[0], SpecEnvelope.KEK, workspace));
      keys.put("another salt", derived(other, SpecEnvelope.KEK, workspace));
      keys.put("no workspace", derived(salt.bytes(), SpecEnvelope.KEK));
      keys.put("another workspace", derived(salt.bytes(), SpecEnvelope.KEK, UUID.randomUUID()));
      keys.put("another label", derived(salt.bytes(), SpecEnvelope.PURPOSE, workspace));
      keys.put("one hash of root key and salt", hashed());
      return keys;
    }

    private byte[] hashed() {
      try {
        return MessageDigest.getInstance("SHA-256").digest(SpecEnvelope.joined(root, salt.bytes()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }

    /// Whether the server opens a value whose data key this key wraps.
    boolean opens(byte[] value, byte[] kek) {
      byte[] sealed = SpecEnvelope.seal(value, rootId(), kek, place(), random);
      try (SecretBytes opened = envelope().open(Sealed.of(sealed), context(), salt)) {
        return opened.expose(bytes -> Arrays.equals(bytes, value));
      } catch (NotAuthentic e) {
        return false;
      }
    }

    /// Whether what the server seals opens under the key that the RFC derives.
    boolean sealsByTheBook(byte[] value) {
      try (SecretBytes secret = SecretBytes.copyOf(value)) {
        Sealed sealed = envelope().seal(secret, context(), salt);
        byte[] opened = SpecEnvelope.open(sealed.bytes(), rootId(), right(), place());
        return Arrays.equals(opened, value);
      } catch (GeneralSecurityException e) {
        return false;
      }
    }

    /// Whether keys for two purposes differ, and are those that the RFC derives.
    boolean separatesPurposes() {
      return !Arrays.equals(ofServer("signing"), ofServer("naming"))
          && Arrays.equals(ofServer("signing"), ofTheBook("signing"))
          && Arrays.equals(ofServer("naming"), ofTheBook("naming"));
    }

    private byte[] ofServer(String purpose) {
      try (SecretBytes key = key().derive(purpose, new byte[0], 32)) {
        return key.expose(byte[]::clone);
      }
    }

    private byte[] ofTheBook(String purpose) {
      byte[] info =
          SpecEnvelope.info(SpecEnvelope.PURPOSE, SpecEnvelope.field(purpose), new byte[2]);
      return SpecEnvelope.hkdf(root, new byte[0], info, 32);
    }
  }
}
