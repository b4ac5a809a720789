package surety.server.posture.probes;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;
import surety.envelope.Envelope;
import surety.envelope.KeyRing;
import surety.envelope.KeyUnavailable;
import surety.envelope.NotAuthentic;
import surety.envelope.RootKey;
import surety.envelope.SealContext;
import surety.envelope.Sealed;
import surety.envelope.WorkspaceKeySalt;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.vault.VaultInspection;
import surety.server.vault.VaultInspection.Rewrapped;

/// Holds all that a stolen database holds, and tries to open a credential with other root keys.
@Component
class KeyWrapProbe implements Probe {

  private static final int OTHER_KEYS = 8;
  private static final String FORMER = "the former root key after a change of keys";
  private static final String CIPHERTEXT = "a change of keys that touches the sealed value";
  private static final int KEY_ID_AT = 1;
  private static final int BODY_AT = 69;

  private final CanaryRows rows;
  private final VaultInspection inspection;
  private final SecureRandom random = new SecureRandom();

  KeyWrapProbe(CanaryRows rows, VaultInspection inspection) {
    this.rows = rows;
    this.inspection = inspection;
  }

  @Override
  public String id() {
    return "key-wrap";
  }

  @Override
  public String attack() {
    return "Takes a sealed credential and its workspace's salt from the database and tries to open"
        + " it with other root keys, also after writing their ids into it; and changes the root key"
        + " in memory and tries the former one.";
  }

  @Override
  public void run(ProbeRun run) {
    Canary a = run.canaries().a();
    CanaryConnection connection = new CanaryConnection(run, rows);
    CanaryConnection.Stored stored = connection.stored();
    List<String> cases = new ArrayList<>();
    for (int i = 1; i <= OTHER_KEYS; i++) {
      cases.add("other root key " + i);
      cases.add("other root key " + i + ", its id written into the value");
    }
    cases.addAll(List.of(FORMER, CIPHERTEXT));
    run.population("random root keys, in each way that one can be presented", cases);
    try (var _ = CanarySettings.marked(run, rows)) {
      run.control("the server itself opens it", connection.works(stored));
      Stolen stolen = stolen(a, stored);
      for (int i = 1; i <= OTHER_KEYS; i++) {
        RootKey other = RootKey.generate(random);
        run.attack("other root key " + i, opened(other, stolen, stolen.sealed()));
        run.attack(
            "other root key " + i + ", its id written into the value",
            opened(other, stolen, claiming(other, stolen.sealed())));
      }
      rewrap(run, inspection.rewrap(rows.scope(a), stored.credential()));
    }
  }

  private static void rewrap(ProbeRun run, Rewrapped rewrapped) {
    run.control("the new root key opens it", rewrapped.opensWithNewKeyAlone());
    run.attack(FORMER, Attempt.of(!rewrapped.opensWithoutNewKey(), "after the change of keys"));
    byte[] before = rewrapped.before().bytes();
    byte[] after = rewrapped.after().bytes();
    boolean sameBody = Arrays.equals(before, BODY_AT, before.length, after, BODY_AT, after.length);
    boolean wrapChanged = !Arrays.equals(before, 0, BODY_AT, after, 0, BODY_AT);
    run.attack(CIPHERTEXT, Attempt.of(sameBody && wrapChanged, "compared byte by byte"));
  }

  /// What the database holds of one credential.
  private record Stolen(Sealed sealed, SealContext context, WorkspaceKeySalt salt) {}

  private Stolen stolen(Canary canary, CanaryConnection.Stored stored) {
    return rows.read(
        canary,
        client ->
            client
                .sql(
                    """
                    SELECT c.sealed, c.kind, c.host, k.salt
                      FROM vault.credential c
                      JOIN vault.workspace_key k ON k.workspace_id = c.workspace_id
                     WHERE c.workspace_id = ? AND c.id = ?
                    """)
                .params(canary.workspace().value(), stored.credential().id())
                .query(
                    (row, _) ->
                        new Stolen(
                            Sealed.of(row.getBytes(1)),
                            new SealContext(
                                    canary.workspace().value(),
                                    "vault.credential",
                                    stored.credential().id(),
                                    "sealed",
                                    row.getString(2))
                                .boundTo(row.getString(3)),
                            WorkspaceKeySalt.of(row.getBytes(4))))
                .single());
  }

  private static Sealed claiming(RootKey key, Sealed sealed) {
    byte[] bytes = sealed.bytes();
    byte[] id = java.util.HexFormat.of().parseHex(key.id().hex());
    System.arraycopy(id, 0, bytes, KEY_ID_AT, id.length);
    return Sealed.of(bytes);
  }

  private Attempt opened(RootKey key, Stolen stolen, Sealed sealed) {
    Envelope envelope = new Envelope(new KeyRing(key), random);
    try (var secret = envelope.open(sealed, stolen.context(), stolen.salt())) {
      return new Attempt.Succeeded("opened, " + secret.length() + " bytes");
    } catch (NotAuthentic e) {
      return new Attempt.Refused("not authentic");
    } catch (KeyUnavailable e) {
      return new Attempt.Refused("another root key is needed");
    }
  }
}
