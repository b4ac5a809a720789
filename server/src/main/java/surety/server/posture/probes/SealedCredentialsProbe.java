package surety.server.posture.probes;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import surety.envelope.SecretBytes;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.vault.CredentialKind;
import surety.server.vault.CredentialRef;
import surety.server.vault.CredentialVault;

/// Alters the stored bytes of a credential in every part, and puts others in their place.
@Component
class SealedCredentialsProbe implements Probe {

  // envelope/SPEC.md, section 2.
  private static final Map<String, Integer> PARTS = parts();

  private final CanaryRows rows;
  private final CredentialVault vault;

  SealedCredentialsProbe(CanaryRows rows, CredentialVault vault) {
    this.rows = rows;
    this.vault = vault;
  }

  private static Map<String, Integer> parts() {
    Map<String, Integer> parts = new LinkedHashMap<>();
    parts.put("root key id", 1);
    parts.put("nonce of the data key", 9);
    parts.put("data key", 21);
    parts.put("tag of the data key", 53);
    parts.put("nonce", 69);
    parts.put("ciphertext", 81);
    parts.put("tag", -1);
    return parts;
  }

  @Override
  public String id() {
    return "sealed-credentials";
  }

  @Override
  public String attack() {
    return "Flips one bit in each part of a stored credential, and copies credentials of another"
        + " row and another workspace over it; then has the server use it.";
  }

  @Override
  public void run(ProbeRun run) {
    Map<String, byte[]> substitutes = new LinkedHashMap<>();
    CanaryConnection connection = new CanaryConnection(run, rows);
    CanaryConnection.Stored stored = connection.stored();
    PARTS.forEach((part, at) -> substitutes.put("a bit of the " + part, flipped(stored, at)));
    Canary a = run.canaries().a();
    Canary b = run.canaries().b();
    CredentialRef otherRow = store(run, a, stored);
    CredentialRef otherWorkspace = store(run, b, stored);
    try (var _ = CanarySettings.marked(run, rows)) {
      substitutes.put("the credential of another row", sealed(a, otherRow));
      substitutes.put("the credential of another workspace", sealed(b, otherWorkspace));
      run.population("each part of the sealed form, and each other place", substitutes.keySet());
      run.control("the credential works before", connection.works(stored));
      substitutes.forEach((name, bytes) -> run.attack(name, attempt(run, connection, bytes)));
    } finally {
      put(a, stored.credential(), stored.sealed());
      vault.purge(rows.scope(a), otherRow);
      vault.purge(rows.scope(b), otherWorkspace);
    }
    run.control("the credential works when it is restored", connection.works(stored));
  }

  private Attempt attempt(ProbeRun run, CanaryConnection connection, byte[] bytes) {
    CanaryConnection.Stored stored = connection.stored();
    put(run.canaries().a(), stored.credential(), bytes);
    Instant since = Instant.now();
    Page page = connection.test(stored);
    int sent = run.vendor().requests(since).size();
    if (sent > 0 || page.status() == 302) {
      return new Attempt.Succeeded("opened and sent " + sent + " requests");
    }
    return CanaryConnection.saysUnusable(page)
        ? new Attempt.Refused("the page says that it cannot be opened")
        : new Attempt.Unclear("status " + page.status());
  }

  private static byte[] flipped(CanaryConnection.Stored stored, int at) {
    byte[] bytes = stored.sealed().clone();
    bytes[at < 0 ? bytes.length + at : at] ^= 1;
    return bytes;
  }

  // The very same secret, kind and host, so that nothing but its place is wrong.
  private CredentialRef store(ProbeRun run, Canary canary, CanaryConnection.Stored stored) {
    String host = host(run, stored);
    String packed = "{\"token\":\"" + run.vendor().token() + "\"}";
    try (SecretBytes secret = SecretBytes.ofText(packed)) {
      return vault.store(
          rows.scope(canary), host, CredentialKind.API_TOKEN, "copy " + run.nonce(), secret);
    }
  }

  private String host(ProbeRun run, CanaryConnection.Stored stored) {
    return vault.describe(rows.scope(run.canaries().a()), stored.credential()).orElseThrow().host();
  }

  private byte[] sealed(Canary canary, CredentialRef ref) {
    return rows.read(
        canary,
        client ->
            client
                .sql("SELECT sealed FROM vault.credential WHERE workspace_id = ? AND id = ?")
                .params(canary.workspace().value(), ref.id())
                .query((row, _) -> row.getBytes(1))
                .single());
  }

  private void put(Canary canary, CredentialRef ref, byte[] sealed) {
    UUID workspace = canary.workspace().value();
    rows.write(
        canary,
        client ->
            client
                .sql("UPDATE vault.credential SET sealed = ? WHERE workspace_id = ? AND id = ?")
                .params(sealed, workspace, ref.id())
                .update());
  }
}
