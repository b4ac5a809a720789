package surety.server.ai.mcp;

import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;
import surety.server.ai.names.Names;
import surety.server.ai.names.NamesDirectory;
import surety.server.ai.names.PseudonymKeys;
import surety.server.ai.provider.Standing;
import surety.server.ai.provider.Standings;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// What an agent's call rests on: the workspace's limits and its names. They are the gateway's, so
/// that a name has the same token here and there.
@Component
class AgentGround {

  // To give a workspace the secret that its tokens depend on, and its usual limits, if it has none.
  private static final Set<Permission> TO_SET_UP =
      EnumSet.of(
          Permission.AI_USE,
          Permission.SETTINGS_MANAGE,
          Permission.CONNECTIONS_VIEW,
          Permission.CONNECTIONS_MANAGE);

  private final Standings standings;
  private final NamesDirectory directory;
  private final PseudonymKeys keys;
  private final WorkspaceDatabase database;
  private final WorkspaceScopes scopes;

  AgentGround(
      Standings standings,
      NamesDirectory directory,
      PseudonymKeys keys,
      WorkspaceDatabase database,
      WorkspaceScopes scopes) {
    this.standings = standings;
    this.directory = directory;
    this.keys = keys;
    this.database = database;
    this.scopes = scopes;
  }

  /// The limits, and what the names depend on now.
  Standing standing(WorkspaceScope caller) {
    return standings.withoutProvider(caller).orElseGet(() -> setUp(caller));
  }

  private Standing setUp(WorkspaceScope caller) {
    WorkspaceScope own = scopes.ofSystemJob(caller.workspace(), TO_SET_UP);
    database.write(
        own,
        client -> {
          keys.ensure(own, client);
          return true;
        });
    return standings.withoutProvider(caller).orElseThrow();
  }

  /// The names. Blocks while they are read.
  ///
  /// @throws surety.server.ai.names.NamesUnavailable if they cannot be had, all of them
  Names names(WorkspaceScope caller, Standing standing) {
    return directory.of(scopes.forModelCall(caller, Set.of(Permission.AI_USE)), standing.stamp());
  }
}
