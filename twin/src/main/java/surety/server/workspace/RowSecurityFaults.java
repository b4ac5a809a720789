package surety.server.workspace;

import surety.twin.SqlFault;

/// Tables whose rows are not bound to the scope.
@SqlFault(
    id = "row-security-off",
    control = "row-level-security",
    off = "ALTER TABLE workspace.member DISABLE ROW LEVEL SECURITY",
    on = "ALTER TABLE workspace.member ENABLE ROW LEVEL SECURITY")
@SqlFault(
    id = "scope-mac-unchecked",
    control = "scope-signature",
    function = {"sec.workspace(bigint)", "sec.verified_scope()"},
    replace = "<> sha256(convert_to(substr(scope, 118), 'UTF8'))",
    by = "IS NULL")
final class RowSecurityFaults {

  private RowSecurityFaults() {}
}
