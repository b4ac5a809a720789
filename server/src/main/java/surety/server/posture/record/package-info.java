/// The ledger of evidence in the database, the key that signs it, and the digests of what runs.
@NullMarked
package surety.server.posture.record;

import org.jspecify.annotations.NullMarked;
