package surety.server.vault;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import surety.envelope.Envelope;
import surety.envelope.KeyUnavailable;
import surety.envelope.NotAuthentic;
import surety.envelope.Rewrapping;
import surety.envelope.Sealed;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// Moves stored credentials to the current root key while the server runs. No credential is
/// decrypted for it; only its data key is wrapped anew.
///
/// It works in short transactions and keeps no state of its own: what is still under another key is
/// what is left to do. A run that was interrupted is continued by the next one, on this server or
/// another. Servers that work at once skip what another has locked, and so share the work.
@Component
class CredentialRewrap {
  private static final Logger LOG = LoggerFactory.getLogger(CredentialRewrap.class);
  private static final Set<Permission> NEEDED =
      EnumSet.of(Permission.CONNECTIONS_VIEW, Permission.CONNECTIONS_MANAGE);
  private static final UUID BEFORE_ALL = new UUID(0, 0);
  private static final int BATCH = 100;

  private final WorkspaceDatabase database;
  private final WorkspaceScopes scopes;
  private final RootKeyRegistry registry;
  private final Envelope envelope;

  CredentialRewrap(
      WorkspaceDatabase database,
      WorkspaceScopes scopes,
      RootKeyRegistry registry,
      Envelope envelope) {
    this.database = database;
    this.scopes = scopes;
    this.registry = registry;
    this.envelope = envelope;
  }

  /// Moves all that is under another key, and returns when it is done.
  ///
  /// @param watcher is told how far it has come after each transaction
  synchronized RewrapProgress rewrapAll(Consumer<RewrapProgress> watcher) {
    RewrapProgress all = RewrapProgress.NONE;
    RewrapProgress round;
    do { // again for what others had locked, or sealed meanwhile
      round = rewrapRound(all.rewrapped(), watcher);
      all = new RewrapProgress(0, all.rewrapped() + round.rewrapped(), round.failed());
    } while (round.rewrapped() > 0);
    if (all.rewrapped() + all.failed() > 0) {
      LOG.info(
          "rewrapped {} credentials under root key {}; {} do not open",
          all.rewrapped(),
          envelope.keys().current().id(),
          all.failed());
    }
    return all;
  }

  private RewrapProgress rewrapRound(long before, Consumer<RewrapProgress> watcher) {
    List<WorkspaceId> workspaces = registry.workspacesToRewrap(envelope.keys().current().id());
    RewrapProgress progress = RewrapProgress.NONE.left(workspaces.size());
    for (WorkspaceId workspace : workspaces) {
      WorkspaceScope scope = scopes.ofSystemJob(workspace, NEEDED);
      Optional<UUID> after = Optional.of(BEFORE_ALL);
      while (after.isPresent()) {
        UUID from = after.get();
        Batch batch = database.write(scope, client -> rewrapBatch(client, workspace, from));
        progress = progress.plus(batch.moved(), batch.failed());
        after = batch.last();
        watcher.accept(progress.plus(before, 0));
      }
      progress = progress.left(progress.workspacesLeft() - 1);
    }
    return progress;
  }

  /// What one transaction did.
  ///
  /// @param last the last id that it looked at; empty when there was nothing left to look at
  private record Batch(int moved, int failed, Optional<UUID> last) {}

  private Batch rewrapBatch(JdbcClient client, WorkspaceId workspace, UUID after) {
    Credentials credentials = new Credentials(client, workspace);
    String current = envelope.keys().current().id().hex();
    List<Credentials.Row> rows = credentials.lockUnderOtherKeys(current, after, BATCH);
    int moved = rows.isEmpty() ? 0 : move(client, workspace, credentials, rows);
    Optional<UUID> last =
        rows.isEmpty() ? Optional.empty() : Optional.of(rows.getLast().ref().id());
    return new Batch(moved, rows.size() - moved, last);
  }

  // The salt is read before the keys are asked for: whoever waits until nobody holds a salt any
  // more
  // knows that nothing is sealed under a former key from then on.
  private int move(
      JdbcClient client,
      WorkspaceId workspace,
      Credentials credentials,
      List<Credentials.Row> rows) {
    return new WorkspaceSalts(client)
        .find(workspace)
        .map(
            salt -> {
              try (Rewrapping move = envelope.rewrapping(workspace.value(), salt)) {
                int moved = 0;
                for (Credentials.Row row : rows) {
                  Optional<Sealed> sealed = rewrapped(workspace, row, move);
                  sealed.ifPresent(value -> credentials.rewrap(row.ref(), value));
                  moved += sealed.isPresent() ? 1 : 0;
                }
                return moved;
              }
            })
        .orElse(0);
  }

  private static Optional<Sealed> rewrapped(
      WorkspaceId workspace, Credentials.Row row, Rewrapping move) {
    try {
      var context = CredentialContext.of(workspace, row.ref(), row.kind(), row.host());
      return Optional.of(move.rewrap(row.sealed(), context));
    } catch (NotAuthentic | KeyUnavailable e) {
      LOG.error("credential {} of workspace {}: {}", row.ref(), workspace, e.getMessage());
      return Optional.empty();
    }
  }
}
