package surety.server.workspace;

import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Makes scopes. An architecture rule lists who may call it: what turns a verified session into a
/// scope, and what runs the server's own jobs.
@Component
public class WorkspaceScopes {

  /// The scope of a member whose session and membership have just been checked.
  public WorkspaceScope ofVerifiedMember(WorkspaceId workspace, UUID member, Role role) {
    return new WorkspaceScope(
        workspace, new PrincipalId(member), Accessor.USER, role, role.permissions());
  }

  /// The scope of support whose session, and the grant that lets it in, have just been checked. It
  /// may do what a viewer may, whatever the grant says.
  public WorkspaceScope ofStandingGrant(WorkspaceId workspace, UUID grant) {
    return new WorkspaceScope(
        workspace,
        new PrincipalId(grant),
        Accessor.SUPPORT,
        Role.VIEWER,
        Role.VIEWER.permissions());
  }

  /// The scope of a job that the server runs by itself, with just the permissions that the job
  /// needs.
  public WorkspaceScope ofSystemJob(WorkspaceId workspace, Set<Permission> permissions) {
    return new WorkspaceScope(workspace, PrincipalId.SYSTEM, Accessor.SYSTEM, null, permissions);
  }

  /// The scope of a program whose API key has just been checked.
  ///
  /// @param permissions those of the key
  public WorkspaceScope ofVerifiedKey(
      WorkspaceId workspace, UUID key, Set<Permission> permissions) {
    return new WorkspaceScope(workspace, new PrincipalId(key), Accessor.AI, null, permissions);
  }

  /// The scope of work that the server does so that a call to a model can be made: on behalf of the
  /// same principal, as AI, with just the permissions that the work needs.
  public WorkspaceScope forModelCall(WorkspaceScope caller, Set<Permission> permissions) {
    return new WorkspaceScope(
        caller.workspace(), caller.principal(), Accessor.AI, null, permissions);
  }
}
