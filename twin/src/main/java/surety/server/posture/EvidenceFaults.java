package surety.server.posture;

import surety.twin.SqlFault;

/// A ledger that whoever injects SQL can change, or add to.
@SqlFault(
    id = "evidence-changeable",
    control = "evidence-append-only",
    off =
        """
        GRANT UPDATE, DELETE ON posture.entry TO surety_runtime;
        ALTER TABLE posture.entry DISABLE TRIGGER append_only
        """,
    on =
        """
        REVOKE UPDATE, DELETE ON posture.entry FROM surety_runtime;
        ALTER TABLE posture.entry ENABLE TRIGGER append_only
        """)
@SqlFault(
    id = "evidence-forgeable",
    control = "evidence-append-only",
    function = "posture.lock_ledger()",
    replace = "PERFORM posture.require_server_scope();",
    by = "")
@SqlFault(
    id = "state-in-a-column",
    control = "claim-registry",
    off = "ALTER TABLE posture.entry ADD COLUMN state text",
    on = "ALTER TABLE posture.entry DROP COLUMN state")
final class EvidenceFaults {

  private EvidenceFaults() {}
}
