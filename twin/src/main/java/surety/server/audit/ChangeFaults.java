package surety.server.audit;

import surety.twin.SqlFault;

/// Changes that leave no entry, or one that says too little, too much or something else.
@SqlFault(
    id = "changes-of-members-unrecorded",
    control = "change-trail",
    off = "ALTER TABLE workspace.member DISABLE TRIGGER record_change",
    on = "ALTER TABLE workspace.member ENABLE ALWAYS TRIGGER record_change")
@SqlFault(
    id = "changes-unrecorded-for-replicas",
    control = "change-trail",
    off = "ALTER TABLE connect.connection ENABLE TRIGGER record_change",
    on = "ALTER TABLE connect.connection ENABLE ALWAYS TRIGGER record_change")
@SqlFault(
    id = "removals-unrecorded",
    control = "change-trail",
    function = "audit.record_change()",
    replace = "-- Without a scope",
    by = "IF TG_OP = 'DELETE' THEN RETURN NULL; END IF; -- Without a scope")
@SqlFault(
    id = "tables-can-be-emptied",
    control = "change-trail",
    off = "GRANT TRUNCATE ON connect.receipt TO surety_runtime",
    on = "REVOKE TRUNCATE ON connect.receipt FROM surety_runtime")
@SqlFault(
    id = "changes-show-sealed-values",
    control = "change-entries",
    function = "audit.record_change()",
    replace = "audit.masked(row_after, masked_columns, row_before)",
    by = "row_after")
@SqlFault(
    id = "changes-by-nobody",
    control = "change-entries",
    function = "audit.record_change()",
    replace = "principal := substr(scope, 41, 36);",
    by = "NULL;")
@SqlFault(
    id = "changes-without-row-before",
    control = "change-entries",
    function = "audit.record_change()",
    replace = "audit.masked(row_before, masked_columns, NULL)",
    by = "CASE WHEN row_before IS NOT NULL THEN jsonb '{}' END")
final class ChangeFaults {

  private ChangeFaults() {}
}
