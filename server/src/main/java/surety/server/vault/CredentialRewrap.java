package surety.server.vault;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import surety.envelope.Envelope;
import surety.envelope.KeyUnavailable;
import surety.envelope.NotAuthentic;
import surety.envelope.Sealed;
import surety.envelope.WorkspaceKeySalt;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// Moves stored credentials to the current root key while the server runs. No credential is
/// decrypted for it; only its data key is wrapped anew.
///
/// It works in short transactions and keeps no state of its own: what is still under another key is
/// what is left to do. A run that was interrupted is continued by the next one, and runs on several
/// servers at once do no harm.
@Component
public class CredentialRewrap {
  private static final Logger LOG = LoggerFactory.getLogger(CredentialRewrap.class);
  private static final Set<Permission> NEEDED =
      EnumSet.of(Permission.CONNECTIONS_VIEW, Permission.CONNECTIONS_MANAGE);
  private static final UUID BEFORE_ALL = new UUID(0, 0);
  private static final int BATCH = 100;

  private final WorkspaceDatabase database;
  private final WorkspaceScopes scopes;
  private final VaultInventory inventory;
  private final Envelope envelope;
  private volatile RewrapProgress progress = RewrapProgress.NONE;

  CredentialRewrap(
      WorkspaceDatabase database,
      WorkspaceScopes scopes,
      VaultInventory inventory,
      Envelope envelope) {
    this.database = database;
    this.scopes = scopes;
    this.inventory = inventory;
    this.envelope = envelope;
  }

  /// How far the latest run has come.
  public RewrapProgress progress() {
    return progress;
  }

  @EventListener(ApplicationReadyEvent.class)
  void startWhenAFormerKeyIsRegistered() {
    if (!envelope.keys().former().isEmpty()) {
      Thread.ofVirtual().name("rewrap").start(this::rewrapAll);
    }
  }

  /// Moves all that is under another key, and returns when it is done.
  synchronized RewrapProgress rewrapAll() {
    List<WorkspaceId> workspaces = inventory.workspacesToRewrap(envelope.keys().current().id());
    progress = RewrapProgress.NONE.left(workspaces.size());
    for (WorkspaceId workspace : workspaces) {
      rewrap(workspace);
      progress = progress.left(progress.workspacesLeft() - 1);
    }
    LOG.info(
        "rewrapped {} credentials under root key {}; {} do not open",
        progress.rewrapped(),
        envelope.keys().current().id(),
        progress.failed());
    return progress;
  }

  private void rewrap(WorkspaceId workspace) {
    WorkspaceScope scope = scopes.ofSystemJob(workspace, NEEDED);
    Optional<UUID> after = Optional.of(BEFORE_ALL);
    while (after.isPresent()) {
      UUID from = after.get();
      Batch batch = database.write(scope, client -> rewrapBatch(client, workspace, from));
      progress = progress.plus(batch.moved(), batch.failed());
      after = batch.last();
    }
  }

  /// What one transaction did.
  ///
  /// @param last the last id that it looked at; empty when there was nothing left to look at
  private record Batch(int moved, int failed, Optional<UUID> last) {}

  private Batch rewrapBatch(JdbcClient client, WorkspaceId workspace, UUID after) {
    Credentials credentials = new Credentials(client, workspace);
    String current = envelope.keys().current().id().hex();
    List<Credentials.Row> rows = credentials.lockUnderOtherKeys(current, after, BATCH);
    Optional<WorkspaceKeySalt> salt = new WorkspaceSalts(client).find(workspace);
    int moved = 0;
    for (Credentials.Row row : rows) {
      Optional<Sealed> sealed = salt.flatMap(key -> rewrapped(workspace, row, key));
      sealed.ifPresent(value -> credentials.rewrap(row.ref(), value));
      moved += sealed.isPresent() ? 1 : 0;
    }
    Optional<UUID> last =
        rows.isEmpty() ? Optional.empty() : Optional.of(rows.getLast().ref().id());
    return new Batch(moved, rows.size() - moved, last);
  }

  private Optional<Sealed> rewrapped(
      WorkspaceId workspace, Credentials.Row row, WorkspaceKeySalt salt) {
    try {
      var context = CredentialContext.of(workspace, row.ref(), row.kind(), row.host());
      return Optional.of(envelope.rewrap(row.sealed(), context, salt));
    } catch (NotAuthentic | KeyUnavailable e) {
      LOG.error("credential {} of workspace {}: {}", row.ref(), workspace, e.getMessage());
      return Optional.empty();
    }
  }
}
