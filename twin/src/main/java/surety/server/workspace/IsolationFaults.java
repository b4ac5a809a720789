package surety.server.workspace;

import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import surety.twin.Fault;
import surety.twin.SqlFault;

/// Row-level security and the scope's signature, each with one part missing; and scopes that say
/// the wrong capacity.
@SqlFault(
    id = "row-policy-dropped",
    control = "row-level-security",
    off = "DROP POLICY workspace_select ON workspace.invitation",
    on =
        "CREATE POLICY workspace_select ON workspace.invitation FOR SELECT TO surety_runtime"
            + " USING (workspace_id = sec.workspace(8))")
@SqlFault(
    id = "row-policy-too-wide",
    control = "row-level-security",
    off = "CREATE POLICY everybody ON workspace.member FOR SELECT TO surety_runtime USING (true)",
    on = "DROP POLICY everybody ON workspace.member")
@SqlFault(
    id = "row-security-not-forced",
    control = "row-level-security",
    off = "ALTER TABLE workspace.support_grant NO FORCE ROW LEVEL SECURITY",
    on = "ALTER TABLE workspace.support_grant FORCE ROW LEVEL SECURITY")
@SqlFault(
    id = "scope-for-any-connection",
    control = "scope-signature",
    function = {"sec.workspace(bigint)", "sec.verified_scope()"},
    replace = "substr(scope, 97, 10)::bigint <> pg_backend_pid()",
    by = "false")
@SqlFault(
    id = "scope-without-end",
    control = "scope-signature",
    function = {"sec.workspace(bigint)", "sec.verified_scope()"},
    replace = "substr(scope, 108, 10)::bigint <= extract(epoch FROM clock_timestamp())",
    by = "false")
@SqlFault(
    id = "support-without-end",
    control = "support-grant",
    off =
        "CREATE OR REPLACE VIEW workspace.standing_support WITH (security_invoker = true) AS"
            + " SELECT * FROM workspace.support_grant WHERE revoked_at IS NULL",
    on =
        "CREATE OR REPLACE VIEW workspace.standing_support WITH (security_invoker = true) AS"
            + " SELECT * FROM workspace.support_grant"
            + " WHERE revoked_at IS NULL AND expires_at > clock_timestamp()")
@SqlFault(
    id = "support-for-any-time",
    control = "support-grant",
    off = "ALTER TABLE workspace.support_grant DROP CONSTRAINT at_most_72_hours",
    on =
        "ALTER TABLE workspace.support_grant ADD CONSTRAINT at_most_72_hours"
            + " CHECK (expires_at > granted_at AND expires_at <= granted_at + interval '72 hours')")
@SqlFault(
    id = "support-granted-by-anybody",
    control = "support-grant",
    function = "workspace.of_acting_owner()",
    replace = "sec.accessor() <> 'u' OR NOT EXISTS",
    by = "false AND NOT EXISTS")
final class IsolationFaults {

  private IsolationFaults() {}

  /// Support passes for a member.
  @Fault(
      id = "support-unmarked",
      control = "support-grant",
      target = WorkspaceScopes.class,
      method = "ofStandingGrant")
  static WorkspaceScope unmarked(WorkspaceScopes self, WorkspaceId workspace, UUID grant) {
    return new WorkspaceScope(
        workspace, new PrincipalId(grant), Accessor.USER, Role.VIEWER, Role.VIEWER.permissions());
  }

  /// A member passes for the server itself.
  @Fault(
      id = "member-recorded-as-system",
      control = "entry-shape",
      target = WorkspaceScopes.class,
      method = "ofVerifiedMember")
  static WorkspaceScope asSystem(
      WorkspaceScopes self, WorkspaceId workspace, UUID member, Role role) {
    return new WorkspaceScope(
        workspace, new PrincipalId(member), Accessor.SYSTEM, role, role.permissions());
  }

  /// Gives every key what any key may have.
  @Fault(
      id = "key-for-everything",
      control = "agent-door",
      target = WorkspaceScopes.class,
      method = "ofVerifiedKey")
  static WorkspaceScope anyUse(
      WorkspaceScopes self, WorkspaceId workspace, UUID key, Set<Permission> permissions) {
    Set<Permission> all =
        EnumSet.of(Permission.AI_USE, Permission.DASHBOARD_VIEW, Permission.COSTS_VIEW);
    return new WorkspaceScope(workspace, new PrincipalId(key), Accessor.AI, null, all);
  }
}
