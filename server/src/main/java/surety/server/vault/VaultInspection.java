package surety.server.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import surety.envelope.Envelope;
import surety.envelope.KeyRing;
import surety.envelope.KeyUnavailable;
import surety.envelope.NotAuthentic;
import surety.envelope.RootKey;
import surety.envelope.RootKeyFile;
import surety.envelope.SealContext;
import surety.envelope.Sealed;
import surety.envelope.WorkspaceKeySalt;
import surety.server.platform.DataFolder;
import surety.server.platform.StartRefused;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// Answers questions about how credentials are sealed, with names of keys and yes or no: for checks
/// of the server on itself. No answer holds a key or a secret.
@Component
public class VaultInspection {

  private final WorkspaceDatabase database;
  private final Envelope envelope;
  private final VaultInventory inventory;
  private final RootKeySettings settings;
  private final Path keyFile;
  private final SecureRandom random = new SecureRandom();

  VaultInspection(
      WorkspaceDatabase database,
      Envelope envelope,
      VaultInventory inventory,
      RootKeySettings settings,
      DataFolder data) {
    this.database = database;
    this.envelope = envelope;
    this.inventory = inventory;
    this.settings = settings;
    this.keyFile = VaultConfiguration.keyFile(data);
  }

  /// The names of the data keys of all stored credentials of a workspace: [Envelope#dataKeyId].
  ///
  /// @throws CredentialUnavailable if one of them does not open
  public Map<CredentialRef, String> dataKeys(WorkspaceScope scope) {
    Map<CredentialRef, String> names = new TreeMap<>((a, b) -> a.id().compareTo(b.id()));
    for (Stored stored : stored(scope)) {
      names.put(
          stored.row().ref(),
          envelope.dataKeyId(stored.row().sealed(), stored.context(scope), stored.salt()));
    }
    return names;
  }

  /// What came of moving a credential to another root key, in memory alone.
  ///
  /// @param before as stored
  /// @param after under a root key that was drawn for it and is gone
  /// @param opensWithNewKeyAlone whether the new root key opens it
  /// @param opensWithoutNewKey whether the keys of this server still open it
  public record Rewrapped(
      Sealed before, Sealed after, boolean opensWithNewKeyAlone, boolean opensWithoutNewKey) {}

  /// Moves a credential to a root key that is drawn for it and dropped. Nothing is stored.
  ///
  /// @throws CredentialUnavailable if the workspace has no such credential
  public Rewrapped rewrap(WorkspaceScope scope, CredentialRef ref) {
    Stored stored =
        stored(scope).stream()
            .filter(each -> each.row().ref().equals(ref))
            .findFirst()
            .orElseThrow(() -> new CredentialUnavailable(CredentialUnavailable.Reason.NOT_FOUND));
    RootKey next = RootKey.generate(random);
    SealContext context = stored.context(scope);
    Sealed before = stored.row().sealed();
    Sealed after =
        new Envelope(envelope.keys().rotatedTo(next), random)
            .rewrap(before, context, stored.salt());
    Envelope alone = new Envelope(new KeyRing(next), random);
    return new Rewrapped(
        before,
        after,
        opens(alone, after, context, stored.salt()),
        opens(envelope, after, context, stored.salt()));
  }

  /// Whether a root key of this server stands in these bytes in any usual form.
  public boolean rootKeyAppearsIn(byte[] bytes) {
    KeyRing keys = envelope.keys();
    return keys.current().appearsIn(bytes)
        || keys.former().stream().anyMatch(key -> key.appearsIn(bytes));
  }

  /// The file that the root keys are in as they are; empty if they are elsewhere, or wrapped.
  public Optional<Path> rootKeyFile() {
    return settings.current() == RootKeyPlace.FILE ? Optional.of(keyFile) : Optional.empty();
  }

  /// Whether this server, started anew with an empty environment and an empty folder for keys,
  /// would refuse because of what is stored. Only what a start does about keys is done.
  ///
  /// @param folder an empty folder
  public boolean startWithoutKeyIsRefused(Path folder) {
    var nothing = RootKeySettings.environment(null, null);
    return isRefused(RootKeyStart.of(nothing, file(folder, "none"), random));
  }

  /// The same with a key of somebody else's.
  public boolean startWithOtherKeyIsRefused(Path folder) {
    RootKeyFile other = file(folder, "other");
    other.create(random);
    var nothing = RootKeySettings.environment(null, null);
    return isRefused(RootKeyStart.of(nothing, other, random));
  }

  private boolean isRefused(RootKeyStart start) {
    try {
      start.keys(inventory.rootKeysInUse());
      return false;
    } catch (StartRefused e) {
      return true;
    }
  }

  private static RootKeyFile file(Path folder, String name) {
    try {
      return new RootKeyFile(Files.createTempDirectory(folder, name).resolve("root.key"));
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for a key", e);
    }
  }

  private static boolean opens(
      Envelope with, Sealed sealed, SealContext context, WorkspaceKeySalt salt) {
    try (var _ = with.open(sealed, context, salt)) {
      return true;
    } catch (NotAuthentic | KeyUnavailable e) {
      return false;
    }
  }

  private record Stored(Credentials.Row row, WorkspaceKeySalt salt) {
    SealContext context(WorkspaceScope scope) {
      return CredentialContext.of(scope.workspace(), row.ref(), row.kind(), row.host());
    }
  }

  private List<Stored> stored(WorkspaceScope scope) {
    return database.readOnce(
        scope,
        """
        SELECT c.id, c.kind, c.host, c.sealed, k.salt
          FROM vault.credential c
          JOIN vault.workspace_key k ON k.workspace_id = c.workspace_id
         WHERE c.workspace_id = ?
        """,
        (row, number) ->
            new Stored(Credentials.Row.of(row, number), WorkspaceKeySalt.of(row.getBytes("salt"))),
        scope.workspace().value());
  }
}
