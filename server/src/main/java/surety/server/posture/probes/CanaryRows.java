package surety.server.posture.probes;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// The stored rows of a canary workspace, for judges, and for attackers who could change rows.
@Component
class CanaryRows {

  private static final Set<Permission> NEEDED =
      EnumSet.of(Permission.CONNECTIONS_VIEW, Permission.CONNECTIONS_MANAGE);

  private final WorkspaceDatabase database;
  private final WorkspaceScopes scopes;

  CanaryRows(WorkspaceDatabase database, WorkspaceScopes scopes) {
    this.database = database;
    this.scopes = scopes;
  }

  WorkspaceScope scope(Canary canary) {
    return scopes.ofSystemJob(canary.workspace(), NEEDED);
  }

  /// The scope in which the server itself refreshes the canary's figures.
  WorkspaceScope figures(Canary canary) {
    return scopes.ofSystemJob(
        canary.workspace(), EnumSet.of(Permission.DASHBOARD_VIEW, Permission.CONNECTIONS_VIEW));
  }

  /// The scope in which a job of the server reads the canary's trail.
  WorkspaceScope trail(Canary canary) {
    return scopes.ofSystemJob(canary.workspace(), EnumSet.of(Permission.AUDIT_VIEW));
  }

  <T> T read(Canary canary, Function<JdbcClient, T> work) {
    return database.read(scope(canary), work);
  }

  <T> T readTrail(Canary canary, Function<JdbcClient, T> work) {
    return database.read(trail(canary), work);
  }

  <T> T writeTrail(Canary canary, Function<JdbcClient, T> work) {
    return database.write(trail(canary), work);
  }

  /// Changes what owners set under Settings.
  <T> T writeSettings(Canary canary, Function<JdbcClient, T> work) {
    return database.write(
        scopes.ofSystemJob(
            canary.workspace(), EnumSet.of(Permission.SETTINGS_MANAGE, Permission.AI_USE)),
        work);
  }

  <T> T write(Canary canary, Function<JdbcClient, T> work) {
    return database.write(scope(canary), work);
  }
}
