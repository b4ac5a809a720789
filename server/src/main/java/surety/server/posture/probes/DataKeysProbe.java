package surety.server.posture.probes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import surety.envelope.SecretBytes;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.vault.CredentialKind;
import surety.server.vault.CredentialRef;
import surety.server.vault.CredentialVault;
import surety.server.vault.VaultInspection;

/// Stores one secret several times and again, and looks for a data key that two have in common.
///
/// The vault names each data key after unwrapping it, so that another nonce of the wrapping does
/// not pass for another key.
@Component
class DataKeysProbe implements Probe {

  private static final int COPIES = 4;
  private static final String AGAIN = "the same secret stored again in its row";
  private static final String STORED_BEFORE = "the credentials that were stored before";

  private final CanaryRows rows;
  private final CredentialVault vault;
  private final VaultInspection inspection;

  DataKeysProbe(CanaryRows rows, CredentialVault vault, VaultInspection inspection) {
    this.rows = rows;
    this.vault = vault;
    this.inspection = inspection;
  }

  @Override
  public String id() {
    return "data-keys";
  }

  @Override
  public String attack() {
    return "Stores the very same secret in several rows of two workspaces, and once more in a row"
        + " that holds it, and compares the names of the unwrapped data keys.";
  }

  @Override
  public void run(ProbeRun run) {
    Map<String, CredentialRef> copies = new LinkedHashMap<>();
    Canary a = run.canaries().a();
    Canary b = run.canaries().b();
    try (var _ = CanarySettings.marked(run, rows)) {
      for (int i = 0; i < COPIES; i++) {
        Canary canary = i % 2 == 0 ? a : b;
        copies.put("copy " + i + (canary == a ? " in a" : " in b"), store(run, canary));
      }
      List<String> cases = new ArrayList<>(copies.keySet());
      cases.addAll(List.of(AGAIN, STORED_BEFORE));
      run.population("each stored credential of both workspaces, and each way to store", cases);
      compare(run, copies, a, b);
      again(run, new CanaryConnection(run, rows), a);
    } finally {
      copies.values().forEach(ref -> purge(ref, a, b));
    }
  }

  private void compare(ProbeRun run, Map<String, CredentialRef> copies, Canary a, Canary b) {
    Map<CredentialRef, String> keys = new HashMap<>(inspection.dataKeys(rows.scope(a)));
    keys.putAll(inspection.dataKeys(rows.scope(b)));
    run.control("a name is the same when it is asked again", named(a, keys));
    run.control("every copy is found", keys.keySet().containsAll(copies.values()));
    copies.forEach((name, ref) -> run.attack(name, unique(ref, keys)));
    Set<CredentialRef> others = new HashSet<>(keys.keySet());
    others.removeAll(copies.values());
    long shared = others.stream().filter(ref -> isShared(ref, keys)).count();
    run.attack(
        STORED_BEFORE, Attempt.of(shared == 0, shared + " of " + others.size() + " share a key"));
  }

  private boolean named(Canary a, Map<CredentialRef, String> keys) {
    Map<CredentialRef, String> again = inspection.dataKeys(rows.scope(a));
    return !again.isEmpty() && keys.entrySet().containsAll(again.entrySet());
  }

  private static Attempt unique(CredentialRef ref, Map<CredentialRef, String> keys) {
    return isShared(ref, keys)
        ? new Attempt.Succeeded("its data key is another one's too")
        : new Attempt.Refused("its data key is its own");
  }

  private static boolean isShared(CredentialRef ref, Map<CredentialRef, String> keys) {
    String own = keys.getOrDefault(ref, "");
    return keys.values().stream().filter(own::equals).count() != 1;
  }

  private void again(ProbeRun run, CanaryConnection connection, Canary a) {
    CanaryConnection.Stored stored = connection.stored();
    String before = inspection.dataKeys(rows.scope(a)).getOrDefault(stored.credential(), "");
    int status = connection.rotate(stored, run.vendor().token()).status();
    String after = inspection.dataKeys(rows.scope(a)).getOrDefault(stored.credential(), "");
    run.control("the secret is stored again through the page", status == 302);
    run.attack(AGAIN, Attempt.of(!before.equals(after), "compared with the one before"));
  }

  private CredentialRef store(ProbeRun run, Canary canary) {
    try (SecretBytes secret = SecretBytes.ofText("copy " + run.nonce())) {
      return vault.store(
          rows.scope(canary),
          "rehearsal.invalid",
          CredentialKind.API_TOKEN,
          "copy " + run.nonce(),
          secret);
    }
  }

  private void purge(CredentialRef ref, Canary a, Canary b) {
    if (!vault.purge(rows.scope(a), ref)) {
      vault.purge(rows.scope(b), ref);
    }
  }
}
